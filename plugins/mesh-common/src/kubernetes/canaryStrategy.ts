import { z } from 'zod';
import { labels, shortText } from './metadata';

/** `RolloutAnalysis` in argo-rollouts pkg/apis/rollouts/v1alpha1/types.go. */
export const analysisReference = z.object({
  templates: z
    .array(z.object({ templateName: shortText.default('') }))
    .default([]),
});

const stringMatch = z.object({
  exact: shortText.optional(),
  prefix: shortText.optional(),
  regex: shortText.optional(),
});

const headerMatch = z.object({
  headerName: shortText,
  headerValue: stringMatch.optional(),
});

const mirrorMatch = z.object({
  method: stringMatch.optional(),
  path: stringMatch.optional(),
  headers: z.record(shortText, stringMatch).optional(),
});

/** `CanaryStep`: a step has one of these keys. */
const knownStep = z.object({
  setWeight: z.int32().optional(),
  pause: z
    .object({ duration: z.union([z.int32(), shortText]).optional() })
    .optional(),
  setCanaryScale: z
    .object({
      weight: z.int32().optional(),
      replicas: z.int32().optional(),
      matchTrafficWeight: z.boolean().optional(),
    })
    .optional(),
  analysis: analysisReference.optional(),
  experiment: z
    .object({
      duration: shortText.optional(),
      templates: z
        .array(z.object({ name: shortText, weight: z.int32().optional() }))
        .default([]),
      analyses: z.array(z.object({ name: shortText })).default([]),
    })
    .optional(),
  setHeaderRoute: z
    .object({
      name: shortText.default(''),
      match: z.array(headerMatch).optional(),
    })
    .optional(),
  setMirrorRoute: z
    .object({
      name: shortText.default(''),
      match: z.array(mirrorMatch).optional(),
      percentage: z.int32().optional(),
    })
    .optional(),
  plugin: z.object({ name: shortText.default('') }).optional(),
  /** The key of a step of another kind, which a newer controller may know. */
  unknownKind: shortText.optional(),
});

const canaryStep = z
  .record(z.string(), z.unknown())
  .transform(
    (step): z.input<typeof knownStep> => ({
      ...step,
      // One that was read before says it already.
      unknownKind:
        Object.keys(step)
          .find(key => !Object.hasOwn(knownStep.shape, key))
          ?.slice(0, 100) ?? (step.unknownKind as string | undefined),
    }),
  )
  .pipe(knownStep);

const virtualServiceRef = z.object({
  /** `name`, or `name.namespace`. */
  name: shortText,
  routes: z.array(shortText).optional(),
  tlsRoutes: z
    .array(
      z.object({
        port: z.int32().optional(),
        sniHosts: z.array(shortText).optional(),
      }),
    )
    .optional(),
  tcpRoutes: z.array(z.object({ port: z.int32().optional() })).optional(),
});

const trafficRouting = z.object({
  istio: z
    .object({
      virtualService: virtualServiceRef.optional(),
      virtualServices: z.array(virtualServiceRef).optional(),
      destinationRule: z
        .object({
          name: shortText,
          canarySubsetName: shortText,
          stableSubsetName: shortText,
          additionalSubsetNames: z.array(shortText).optional(),
        })
        .optional(),
    })
    .optional(),
  managedRoutes: z.array(z.object({ name: shortText })).optional(),
  /** Absent means 100. */
  maxTrafficWeight: z.int32().optional(),
});

const podTemplateMetadata = z.object({ labels: labels.optional() });

export const canaryStrategy = z.object({
  canaryService: shortText.optional(),
  stableService: shortText.optional(),
  steps: z.array(canaryStep).default([]),
  trafficRouting: trafficRouting.optional(),
  /** Judges the canary while the steps go on. */
  analysis: analysisReference
    .extend({ startingStep: z.int32().optional() })
    .optional(),
  pingPong: z
    .object({ pingService: shortText, pongService: shortText })
    .optional(),
  dynamicStableScale: z.boolean().optional(),
  scaleDownDelaySeconds: z.int32().optional(),
  abortScaleDownDelaySeconds: z.int32().optional(),
  canaryMetadata: podTemplateMetadata.optional(),
  stableMetadata: podTemplateMetadata.optional(),
  replicaProgressThreshold: z
    .object({ type: shortText, value: z.int32() })
    .optional(),
});

/**
 * One step of a Rollout's canary.
 *
 * @public
 */
export type CanaryStep = z.infer<typeof canaryStep>;

/**
 * A VirtualService in which a Rollout moves weights, and which of its routes.
 *
 * @public
 */
export type VirtualServiceReference = z.infer<typeof virtualServiceRef>;
