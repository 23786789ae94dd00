import { z } from 'zod';
import { annotations, labels, shortText } from './metadata';

const securityContext = z
  .object({ runAsUser: z.number().optional() })
  .optional();

/** Presence tells the kind of the probe; what it asks for is not read. */
const probe = z
  .object({
    httpGet: z.object({}).optional(),
    tcpSocket: z.object({}).optional(),
    grpc: z.object({}).optional(),
  })
  .optional();

const container = z.object({
  name: shortText,
  image: shortText.optional(),
  ports: z
    .array(z.object({ name: shortText.optional(), containerPort: z.number() }))
    .optional(),
  securityContext,
  startupProbe: probe,
  livenessProbe: probe,
  readinessProbe: probe,
});

/** A pod template, cut down to what tells its versions apart and how requests reach it. */
export const podTemplate = z.object({
  metadata: z
    .object({ labels: labels.optional(), annotations: annotations.optional() })
    .optional(),
  spec: z
    .object({
      serviceAccountName: shortText.optional(),
      containers: z.array(container).default([]),
      securityContext,
    })
    .optional(),
});

/**
 * A pod template, cut down to what tells its versions apart and how requests reach it.
 *
 * @public
 */
export type PodTemplate = z.infer<typeof podTemplate>;

export const labelSelector = z.object({ matchLabels: labels.optional() });
