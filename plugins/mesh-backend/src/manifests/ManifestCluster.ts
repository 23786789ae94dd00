import { isDeepStrictEqual } from 'node:util';
import { ServiceUnavailableError } from '@backstage/errors';
import { MESH_OWNER_ANNOTATION } from '@meshway/plugin-mesh-common';
import { z } from 'zod';
import type { LiveObjects } from '../clusters/LiveObjects';
import {
  explainRefusal,
  explainSilence,
  readRefusal,
} from '../clusters/refusal';
import { keepRolloutHashes } from './keepRolloutHashes';
import type { Manifest } from './Manifest';
import { whyRefused } from './whyRefused';

/** The name by which the cluster keeps what was applied from here. */
const FIELD_MANAGER = 'meshway';
/** The sentences of schemas and webhooks name every wrong field, in characters. */
const MAX_MESSAGE_LENGTH = 2000;

/**
 * What a cluster says of one manifest.
 */
export type Answer =
  | { outcome: 'created' | 'changed' | 'unchanged' }
  | { outcome: 'refused'; message: string };

/**
 * A namespace as it stands now.
 */
export type NamespaceState =
  | { exists: false }
  | { exists: true; owner: string | undefined };

const resourcesSchema = z.object({
  resources: z.array(
    z.object({ name: z.string(), kind: z.string(), namespaced: z.boolean() }),
  ),
});
type Resource = z.infer<typeof resourcesSchema>['resources'][number];

const namespaceSchema = z.object({
  metadata: z.object({
    annotations: z.record(z.string(), z.string()).optional(),
  }),
});

const objectSchema = z
  .object({ metadata: z.record(z.string(), z.unknown()) })
  .catchall(z.unknown());

/**
 * The manifests of one request and the cluster they are sent to, by server-side apply. Everything that is asked for
 * twice is asked for once.
 *
 * Each method rejects with a ServiceUnavailableError when the cluster does not answer.
 */
export class ManifestCluster {
  readonly name: string;
  private readonly live: Pick<LiveObjects, 'read' | 'send'>;
  private readonly author: string | undefined;
  private readonly resources = new Map<string, Promise<Resource[]>>();

  constructor(options: {
    name: string;
    live: Pick<LiveObjects, 'read' | 'send'>;
    /** In whose name manifests are sent; undefined for the portal's own. */
    author?: string;
  }) {
    this.name = options.name;
    this.live = options.live;
    this.author = options.author;
  }

  /** A NotAllowedError with the missing RBAC rule when it may not be read. */
  async namespace(name: string): Promise<NamespaceState> {
    const raw = await this.live.read('Namespace', { cluster: this.name, name });
    if (raw === undefined) return { exists: false };
    const { annotations } = namespaceSchema.parse(raw).metadata;
    return { exists: true, owner: annotations?.[MESH_OWNER_ANNOTATION] };
  }

  /**
   * Applies a manifest, or only asks what that would do. Fields that somebody else has set otherwise are never taken
   * over.
   *
   * @param options - `at`: instead of its own namespace and name
   */
  async apply(
    manifest: Manifest,
    options: { dryRun: boolean; at?: { namespace: string; name: string } },
  ): Promise<Answer> {
    const path = await this.pathOf(manifest, options.at);
    if (typeof path !== 'string') return path;
    const before = await this.read(manifest, path);
    if (before?.outcome === 'refused') return before;
    const query = new URLSearchParams({
      fieldManager: FIELD_MANAGER,
      fieldValidation: 'Strict',
      force: 'false',
      ...(options.dryRun && { dryRun: 'All' }),
    });
    const response = await this.live.send(
      this.name,
      { kind: manifest.kind, verb: 'patch' },
      `${path}?${query}`,
      {
        method: 'PATCH',
        headers: {
          'Content-Type': 'application/apply-patch+yaml',
          ...(this.author && { 'Impersonate-User': this.author }),
        },
        // JSON is YAML.
        body: JSON.stringify(
          placed(keepRolloutHashes(manifest, before?.object), options.at),
        ),
      },
    );
    if (!response.ok) return await this.refused(manifest, response);
    const after = await this.json(response);
    if (response.status === 201 || !before) return { outcome: 'created' };
    return {
      outcome: isDeepStrictEqual(content(before.object), content(after))
        ? 'unchanged'
        : 'changed',
    };
  }

  private async pathOf(
    manifest: Manifest,
    at: { namespace: string; name: string } | undefined,
  ): Promise<string | Answer> {
    const { group, version, kind } = manifest;
    const root = group ? `/apis/${group}/${version}` : `/api/${version}`;
    const resource = (await this.resourcesOf(root)).find(
      // `deployments/scale` has a kind of its own, and so has `serviceaccounts/token`.
      one => one.kind === kind && !one.name.includes('/'),
    );
    if (!resource) {
      return refusal(
        `Cluster ${this.name} does not serve ${kind} of ${manifest.apiVersion}. Write a version that it serves, or have installed there what it belongs to.`,
      );
    }
    const { namespace, name } = at ?? manifest;
    if (!resource.namespaced) {
      // Whose it is, is known of namespaces and of what lives in them.
      return kind === 'Namespace'
        ? `${root}/${resource.name}/${name}`
        : refusal(
            `In cluster ${this.name}, ${kind} belongs to no namespace, so the portal does not write it.`,
          );
    }
    if (namespace === undefined) {
      return refusal(
        'It names no namespace. Write metadata.namespace into it.',
      );
    }
    return `${root}/namespaces/${namespace}/${resource.name}/${name}`;
  }

  private async resourcesOf(root: string): Promise<Resource[]> {
    const known = this.resources.get(root) ?? this.discover(root);
    this.resources.set(root, known);
    return await known;
  }

  private async discover(root: string): Promise<Resource[]> {
    const response = await this.live.send(
      this.name,
      // Versions come from files: they would be labels without end.
      { kind: root.slice(0, root.lastIndexOf('/')), verb: 'discovery' },
      root,
      {},
    );
    if (response.ok) {
      return resourcesSchema.parse(await this.json(response)).resources;
    }
    const why = await readRefusal(response);
    if (why.from === 'cluster' && why.status === 404) return [];
    throw new ServiceUnavailableError(explainRefusal(this.name, why));
  }

  /** The object as it stands now; undefined when there is none. */
  private async read(
    manifest: Manifest,
    path: string,
  ): Promise<
    | { outcome: 'read'; object: unknown }
    | Extract<Answer, { outcome: 'refused' }>
    | undefined
  > {
    const response = await this.live.send(
      this.name,
      { kind: manifest.kind, verb: 'read' },
      path,
      {},
    );
    if (response.ok) {
      return { outcome: 'read', object: await this.json(response) };
    }
    if (response.status === 404) {
      await response.body?.cancel();
      return undefined;
    }
    return await this.refused(manifest, response, { own: true });
  }

  private async refused(
    manifest: Manifest,
    response: Response,
    { own = false } = {},
  ): Promise<Extract<Answer, { outcome: 'refused' }>> {
    const why = await readRefusal(response, { maxLength: MAX_MESSAGE_LENGTH });
    const author = own ? undefined : this.author;
    return refusal(whyRefused(this.name, manifest, why, author));
  }

  private async json(response: Response): Promise<unknown> {
    try {
      return await response.json();
    } catch (error) {
      throw new ServiceUnavailableError(explainSilence(this.name, error));
    }
  }
}

function refusal(message: string): Extract<Answer, { outcome: 'refused' }> {
  return { outcome: 'refused', message };
}

function placed(
  body: Manifest['body'],
  at: { namespace: string; name: string } | undefined,
): Manifest['body'] {
  return at
    ? { ...body, metadata: { ...(body.metadata as object), ...at } }
    : body;
}

/** Of an object, what a manifest can say; the rest changes while nobody applies anything. */
function content(raw: unknown): unknown {
  const { metadata, status, ...rest } = objectSchema.parse(raw);
  const { managedFields, resourceVersion, generation, ...kept } = metadata;
  return { ...rest, metadata: kept };
}
