import type { Rule } from './Rule';

const INJECT = 'sidecar.istio.io/inject';

export const injectionPlace: Rule = {
  code: 'MSH602',
  title: 'Injection is asked for on the pods',
  severity: 'warning',
  why: 'The injector reads labels of pods: on the workload itself sidecar.istio.io/inject changes nothing.',
  mend: 'Move it to the labels of spec.template.metadata.',
  docs: 'https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/',
  like: {
    istio: ['IST0107'],
    differs:
      'Istio looks at annotations of Deployments; Meshway at labels, Rollouts and StatefulSets as well.',
  },
  check: config =>
    [
      ...config.ofKind('Rollout'),
      ...config.ofKind('Deployment'),
      ...config.ofKind('StatefulSet'),
    ].flatMap(about => {
      const { metadata, spec } = about.object;
      const place = (['labels', 'annotations'] as const).find(
        where => metadata[where] && Object.hasOwn(metadata[where], INJECT),
      );
      const ofPods = {
        ...spec.template?.metadata?.annotations,
        ...spec.template?.metadata?.labels,
      };
      return place && !Object.hasOwn(ofPods, INJECT)
        ? [
            {
              about,
              message: `It has ${INJECT} among its own ${place}, and its pods do not have it.`,
            },
          ]
        : [];
    }),
};
