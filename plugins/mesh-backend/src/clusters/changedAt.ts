import { z } from 'zod';

const stampsSchema = z.object({
  metadata: z.object({
    creationTimestamp: z.string().optional(),
    managedFields: z
      .array(z.object({ time: z.string().optional() }))
      .optional(),
  }),
});

/**
 * When an object was last changed, by the API server's own record of who changed what; undefined when it has none.
 * That record is in whole seconds, cut off.
 */
export function changedAt(raw: unknown): Date | undefined {
  const { metadata } = stampsSchema.safeParse(raw).data ?? {};
  const times = [
    metadata?.creationTimestamp,
    ...(metadata?.managedFields ?? []).map(({ time }) => time),
  ]
    .map(time => Date.parse(time ?? ''))
    .filter(time => !Number.isNaN(time));
  return times.length > 0 ? new Date(Math.max(...times)) : undefined;
}
