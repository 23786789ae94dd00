import { z } from 'zod';
import { longText, metadata, shortText, unreadable } from './metadata';
import { routeMatch } from './routeMatch';

/** As the API server holds it: `10s`, `1m30s`, `250ms`. */
const duration = shortText.optional();
const percentage = z.object({ value: z.number().default(0) }).optional();

const destination = z.object({
  /** A Service's short name in this namespace, or a full name. */
  host: shortText,
  subset: shortText.optional(),
  port: z.object({ number: z.number().optional() }).optional(),
});

/** Values are not read: they may be secret. */
const headerOperations = z
  .object({
    set: z
      .record(
        shortText,
        z.unknown().transform(() => ''),
      )
      .optional(),
    add: z
      .record(
        shortText,
        z.unknown().transform(() => ''),
      )
      .optional(),
    remove: z.array(shortText).optional(),
  })
  .optional();

const headers = z
  .object({ request: headerOperations, response: headerOperations })
  .optional();

/** What only routes of `http` can say (`HTTPRoute` in istio.io/api networking/v1alpha3). */
const httpActions = {
  redirect: z
    .object({
      uri: longText.optional(),
      authority: shortText.optional(),
      scheme: shortText.optional(),
      port: z.number().optional(),
      prefixRewrite: longText.optional(),
      /** Absent means 301. */
      redirectCode: z.number().optional(),
    })
    .optional(),
  directResponse: z.object({ status: z.number().optional() }).optional(),
  delegate: z
    .object({
      name: shortText.default(''),
      /** Absent means the namespace of the VirtualService that delegates. */
      namespace: shortText.optional(),
    })
    .optional(),
  rewrite: z
    .object({
      uri: longText.optional(),
      authority: shortText.optional(),
      uriRegexRewrite: z
        .object({ match: longText.optional(), rewrite: longText.optional() })
        .optional(),
    })
    .optional(),
  timeout: duration,
  retries: z
    .object({
      attempts: z.number().optional(),
      perTryTimeout: duration,
      retryOn: shortText.optional(),
    })
    .optional(),
  fault: z
    .object({
      delay: z
        .object({
          fixedDelay: duration,
          percentage,
          /** The old form, still read. */
          percent: z.number().optional(),
        })
        .optional(),
      abort: z
        .object({
          httpStatus: z.number().optional(),
          grpcStatus: shortText.optional(),
          percentage,
        })
        .optional(),
    })
    .optional(),
  mirror: destination.optional(),
  /** Of `mirror`; absent means 100. */
  mirrorPercentage: percentage,
  mirrors: z
    .array(z.object({ destination: destination.optional(), percentage }))
    .optional(),
  headers,
};

const route = z.object({
  name: shortText.optional(),
  /** Any of them; none matches everything. */
  match: z.array(routeMatch).optional(),
  route: z
    .array(
      z.object({
        destination: destination.optional(),
        weight: z.number().optional(),
        headers,
      }),
    )
    .default([]),
  ...httpActions,
});

export const virtualServiceSchema = z.object({
  kind: z.literal('VirtualService'),
  metadata,
  unreadable,
  spec: z
    .object({
      /** None makes it a part that other VirtualServices delegate to. */
      hosts: z.array(shortText).default([]),
      /** `gateway`, `<namespace>/<gateway>` or `mesh`; absent means `mesh`. */
      gateways: z.array(shortText).optional(),
      /** Namespaces whose proxies see it: `.` is its own, `*` all, `~` none. Absent means what the mesh sets, by default all. */
      exportTo: z.array(shortText).optional(),
      http: z.array(route).default([]),
      tls: z.array(route).default([]),
      tcp: z.array(route).default([]),
    })
    .prefault({}),
});

/**
 * A VirtualService, as far as Meshway reads it.
 *
 * @public
 */
export type VirtualService = z.infer<typeof virtualServiceSchema>;

/**
 * One route of a VirtualService; routes of `tls` and `tcp` have no more than a match and destinations.
 *
 * @public
 */
export type VirtualServiceRoute = z.infer<typeof route>;

/**
 * Where a route leads to, or sends a copy to.
 *
 * @public
 */
export type VirtualServiceDestination = z.infer<typeof destination>;
