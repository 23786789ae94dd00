/** Where else a service can be looked at. */
export const elsewhereMessages = {
  elsewhere: {
    title: 'Elsewhere',
    newTab: 'opens in a new tab',
    tool: {
      kiali: 'Kiali',
      grafana: 'Grafana',
      jaeger: 'Jaeger',
      prometheus: 'Prometheus',
      argoRollouts: 'Argo Rollouts',
    },
    unreadable: '`{{key}}` cannot be read: {{reason}}',
    unknownPlaceholder:
      '`{{key}}` has the placeholder `{{placeholder}}`, which does not exist.',
    noWebAddress: '`{{key}}` is not an http or https address.',
    noValue:
      '{{title}} has no page of this service, for its {{placeholder}} is not known.',
  },
} as const;
