import { z } from 'zod';
import { labels, metadata, shortText, unreadable } from './metadata';
import { workloadSelector } from './workloadSelector';

/** As the API server holds it: `10s`, `1m30s`, `250ms`. */
const duration = shortText.optional();
const amount = z.number().optional();

const tls = z.object({
  mode: z.enum(['DISABLE', 'SIMPLE', 'MUTUAL', 'ISTIO_MUTUAL']).optional(),
  credentialName: shortText.optional(),
  clientCertificate: shortText.optional(),
  privateKey: shortText.optional(),
  caCertificates: shortText.optional(),
  subjectAltNames: z.array(shortText).optional(),
  sni: shortText.optional(),
  insecureSkipVerify: z.boolean().optional(),
});

const connectionPool = z.object({
  tcp: z
    .object({
      maxConnections: amount,
      connectTimeout: duration,
      maxConnectionDuration: duration,
      idleTimeout: duration,
    })
    .optional(),
  http: z
    .object({
      http1MaxPendingRequests: amount,
      http2MaxRequests: amount,
      maxRequestsPerConnection: amount,
      maxRetries: amount,
      idleTimeout: duration,
      h2UpgradePolicy: shortText.optional(),
    })
    .optional(),
});

const outlierDetection = z.object({
  /** Of old Istio; it is still accepted but has no effect (`applyOutlierDetection` does not read it). */
  consecutiveErrors: amount,
  consecutive5xxErrors: amount,
  consecutiveGatewayErrors: amount,
  consecutiveLocalOriginFailures: amount,
  splitExternalLocalOriginErrors: z.boolean().optional(),
  interval: duration,
  baseEjectionTime: duration,
  maxEjectionPercent: amount,
  minHealthPercent: amount,
});

const loadBalancer = z.object({
  simple: shortText.optional(),
  consistentHash: z
    .object({
      httpHeaderName: shortText.optional(),
      httpCookie: z.object({ name: shortText }).optional(),
      useSourceIp: z.boolean().optional(),
      httpQueryParameterName: shortText.optional(),
    })
    .optional(),
  localityLbSetting: z.object({}).optional(),
  warmupDurationSecs: duration,
  warmup: z.object({ duration }).optional(),
});

const settings = {
  tls: tls.optional(),
  connectionPool: connectionPool.optional(),
  outlierDetection: outlierDetection.optional(),
  loadBalancer: loadBalancer.optional(),
};

const trafficPolicy = z.object({
  ...settings,
  /** Each replaces all settings of its port: what it does not set falls back to Istio's default. */
  portLevelSettings: z
    .array(
      z.object({
        port: z.object({ number: amount }).optional(),
        ...settings,
      }),
    )
    .optional(),
});

export const destinationRuleSchema = z.object({
  kind: z.literal('DestinationRule'),
  metadata,
  unreadable,
  spec: z
    .object({
      host: shortText.optional(),
      /** Namespaces whose clients see it: `.` is its own, `*` all. Absent means what the mesh sets, by default all. */
      exportTo: z.array(shortText).optional(),
      /** Which clients it is for, of its own namespace. */
      workloadSelector,
      trafficPolicy: trafficPolicy.optional(),
      subsets: z
        .array(
          z.object({
            name: shortText,
            labels: labels.optional(),
            trafficPolicy: trafficPolicy.optional(),
          }),
        )
        .default([]),
    })
    .prefault({}),
});

/**
 * A DestinationRule, as far as Meshway reads it.
 *
 * @public
 */
export type DestinationRule = z.infer<typeof destinationRuleSchema>;

/**
 * What a DestinationRule sets for clients of a host or subset.
 *
 * @public
 */
export type TrafficPolicy = z.infer<typeof trafficPolicy>;
