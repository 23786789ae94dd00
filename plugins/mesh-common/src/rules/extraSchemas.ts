import { z } from 'zod';

// What rules read beyond what a view of the mesh needs, and so beyond what is kept of watched objects.

const text = z.string().max(1000);
const metadata = z.object({ name: text, namespace: text.optional() });

export const servicePortsSchema = z.object({
  metadata,
  spec: z.object({
    selector: z.record(text, text).default({}),
    ports: z
      .array(
        z.object({
          name: text.optional(),
          port: z.number(),
          targetPort: z.union([z.number(), text]).optional(),
        }),
      )
      .default([]),
  }),
});

export const containerPortsSchema = z.object({
  metadata,
  spec: z.object({
    template: z.object({
      metadata: z
        .object({ labels: z.record(text, text).default({}) })
        .prefault({}),
      spec: z.object({
        containers: z.array(
          z.object({
            ports: z
              .array(
                z.object({ name: text.optional(), containerPort: z.number() }),
              )
              .default([]),
          }),
        ),
      }),
    }),
  }),
});

export const routesSchema = z.object({
  metadata,
  spec: z.object({
    gateways: z.array(text).default([]),
    http: z
      .array(
        z.object({
          name: text.optional(),
          route: z
            .array(
              z.object({
                destination: z.object({
                  host: text,
                  subset: text.optional(),
                  port: z.object({ number: z.number() }).optional(),
                }),
              }),
            )
            .default([]),
        }),
      )
      .default([]),
  }),
});

export const gatewaySchema = z.object({ metadata });
