/** How requests come to a service. */
export const exposureMessages = {
  exposure: { title: 'How it is reached' },
} as const;
