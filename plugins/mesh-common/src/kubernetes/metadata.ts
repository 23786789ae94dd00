import { z } from 'zod';
import {
  MESH_CANARY_ANNOTATION,
  MESH_ENTITY_ANNOTATION,
  MESH_OWNER_ANNOTATION,
  MESH_WEIGHT_STEPS_ANNOTATION,
} from '../annotations';

/** Longer than any name, label or image reference the API server lets through. */
const MAX_TEXT = 1000;

/** Annotations that Meshway reads; all others are dropped on arrival, some of them are very long. */
const READ_ANNOTATIONS = [
  MESH_ENTITY_ANNOTATION,
  MESH_OWNER_ANNOTATION,
  MESH_CANARY_ANNOTATION,
  MESH_WEIGHT_STEPS_ANNOTATION,
  'rollout.argoproj.io/revision',
  'rollout.argoproj.io/workload-generation',
  'deployment.kubernetes.io/revision',
  'scale-down-deadline',
  'rollout.argoproj.io/ephemeral-metadata',
  'argocd.argoproj.io/tracking-id',
  'argocd.argoproj.io/sync-wave',
  'argocd.argoproj.io/sync-options',
  'argocd.argoproj.io/compare-options',
  'sidecar.istio.io/inject',
  'sidecar.istio.io/status',
  'sidecar.istio.io/rewriteAppHTTPProbers',
  'inject.istio.io/templates',
  'istio.io/rev',
  'istio.io/dry-run',
  'ambient.istio.io/redirection',
  'traffic.sidecar.istio.io/excludeInboundPorts',
  'proxy.istio.io/config',
  'networking.istio.io/exportTo',
];

/** A name, label value, hash, host, image or time: refused when absurdly long. */
export const shortText = z.string().max(MAX_TEXT);

/** A message for people: cut when absurdly long. */
export const longText = z.string().transform(text => text.slice(0, MAX_TEXT));

export const labels = z.record(shortText, shortText);

export const annotations = z.record(z.string(), z.unknown()).transform(all =>
  Object.fromEntries(
    READ_ANNOTATIONS.flatMap(key => {
      const value = Object.hasOwn(all, key) ? all[key] : undefined;
      return typeof value === 'string' && value.length <= MAX_TEXT
        ? [[key, value] as const]
        : [];
    }),
  ),
);

export const metadata = z.object({
  name: shortText.min(1),
  namespace: shortText.optional(),
  uid: shortText,
  resourceVersion: shortText,
  generation: z.number().int().optional(),
  creationTimestamp: shortText.optional(),
  deletionTimestamp: shortText.optional(),
  // Files may hold a key without a value; the API server drops it.
  labels: labels.nullish().transform(value => value ?? undefined),
  annotations: annotations.nullish().transform(value => value ?? undefined),
  ownerReferences: z
    .array(
      z.object({
        kind: shortText,
        name: shortText,
        uid: shortText,
        controller: z.boolean().optional(),
      }),
    )
    .optional(),
});

/**
 * What every object carries. Annotations are cut down to those that Meshway reads.
 *
 * @public
 */
export type ObjectMetadata = z.infer<typeof metadata>;

/** What every kind's schema adds: a part that could not be read is empty, and this says why. */
export const unreadable = z.array(z.string()).optional();
