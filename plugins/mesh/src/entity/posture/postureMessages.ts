/** What protects a service and what keeps it up, in words. */
export const postureMessages = {
  posture: { title: 'Protection' },
} as const;
