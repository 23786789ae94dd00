/** What is wrong with the configuration of a service. */
export const findingsMessages = {
  findings: { title: 'To mend' },
} as const;
