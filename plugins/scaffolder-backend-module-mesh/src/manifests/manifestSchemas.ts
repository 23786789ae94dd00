import type { z as zod } from 'zod/v3';

type Zod = typeof zod;

/** What the actions that send manifests to a cluster take. */
export const manifestInput = {
  cluster: (z: Zod) =>
    z
      .string()
      .min(1)
      .describe('Name of the cluster, as the Kubernetes plugin has it'),
  path: (z: Zod) =>
    z
      .string()
      .optional()
      .describe(
        'Folder inside the workspace; all of it when left out. Of a folder with a kustomization, the files that it lists are taken, as they are',
      ),
};

/** What they say of each object. */
export function manifestObjects(z: Zod) {
  return z
    .array(
      z.object({
        kind: z.string(),
        namespace: z
          .string()
          .optional()
          .describe('Absent for objects outside namespaces'),
        name: z.string(),
        path: z.string().describe('The file it stands in'),
        outcome: z.enum([
          'created',
          'changed',
          'unchanged',
          'refused',
          'skipped',
        ]),
        message: z
          .string()
          .optional()
          .describe("Why, in the API server's own words where it refuses"),
      }),
    )
    .describe('What becomes of each object, in the order of the files');
}
