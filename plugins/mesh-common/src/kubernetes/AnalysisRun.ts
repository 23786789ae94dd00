import { z } from 'zod';
import { longText, metadata, shortText, unreadable } from './metadata';

/** Kept by the controller: 10 of each metric, unless `measurementRetention` asks for more. */
const MAX_MEASUREMENTS = 50;

/** A limit of a metric: a number, or a number in quotes, or an argument that is not filled in yet. */
const intOrString = z.union([z.number().transform(String), shortText]);

const measurement = z.object({
  phase: shortText.optional(),
  value: longText.optional(),
  message: longText.optional(),
  startedAt: shortText.optional(),
  finishedAt: shortText.optional(),
});

const metricResult = z.object({
  name: shortText,
  phase: shortText.optional(),
  message: longText.optional(),
  successful: z.int32().default(0),
  failed: z.int32().default(0),
  inconclusive: z.int32().default(0),
  error: z.int32().default(0),
  measurements: z
    .array(measurement)
    .default([])
    .transform(all => all.slice(-MAX_MEASUREMENTS)),
});

export const analysisRunSchema = z.object({
  kind: z.literal('AnalysisRun'),
  metadata,
  unreadable,
  spec: z
    .object({
      terminate: z.boolean().optional(),
      metrics: z
        .array(
          z.object({
            name: shortText,
            interval: shortText.optional(),
            successCondition: longText.optional(),
            failureCondition: longText.optional(),
            failureLimit: intOrString.optional(),
            inconclusiveLimit: intOrString.optional(),
            count: intOrString.optional(),
          }),
        )
        .default([]),
    })
    .prefault({}),
  status: z
    .object({
      phase: shortText.optional(),
      message: longText.optional(),
      startedAt: shortText.optional(),
      completedAt: shortText.optional(),
      metricResults: z.array(metricResult).default([]),
    })
    .prefault({}),
});

/**
 * An AnalysisRun of Argo Rollouts, as far as Meshway reads it.
 *
 * @public
 */
export type AnalysisRun = z.infer<typeof analysisRunSchema>;
