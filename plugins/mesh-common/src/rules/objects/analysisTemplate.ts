import { z } from 'zod';

const text = z.string().max(1000);

/** An AnalysisTemplate, as far as rules read it; only files bring one. */
export const analysisTemplate = z.object({
  metadata: z.object({ name: text }),
  spec: z.object({
    metrics: z
      .array(
        z.object({
          name: text,
          interval: z.unknown().optional(),
          count: z.unknown().optional(),
          successCondition: z.unknown().optional(),
          failureCondition: z.unknown().optional(),
          provider: z.record(text, z.unknown()).default({}),
        }),
      )
      .default([]),
  }),
});
