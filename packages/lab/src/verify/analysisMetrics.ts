/** Metrics that come to a known end, whatever the mesh does: they all measure 0.97. */
export const METRICS = {
  /** Measures once and then waits for an hour. */
  running: { interval: '1h', count: 3, successCondition: 'result[0] >= 0.95' },
  successful: { count: 1, successCondition: 'result[0] >= 0.95' },
  failed: { count: 1, successCondition: 'result[0] >= 0.99' },
  inconclusive: {
    count: 1,
    successCondition: 'result[0] >= 0.99',
    failureCondition: 'result[0] < 0.95',
  },
} as const;
