/** What is wrong with the configuration of a service. */
export const findingsMessages = {
  findings: {
    title: 'Configuration',
    none: 'Nothing to mend',
    errors_one: '{{count}} error',
    errors_other: '{{count}} errors',
    warnings_one: '{{count}} warning',
    warnings_other: '{{count}} warnings',
    severity: { error: 'Error', warning: 'Warning' },
    checked:
      'The service, its workloads and pods, routes, gateways, destination rules, policies and the way it is released were checked against each other, and they fit.',
    checkedPartly:
      'Nothing is wrong in what can be read, but not everything can. Rules that need the rest were left out.',
    mend: 'To mend it:',
    docs: 'Read more',
    docsOf: 'about {{code}}, opens in a new tab',
  },
} as const;
