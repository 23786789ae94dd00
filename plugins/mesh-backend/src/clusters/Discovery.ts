import { MESH_RESOURCES, type MeshKind } from '@meshway/plugin-mesh-common';
import { z } from 'zod';
import { readRefusal, Refused } from './refusal';

/** Groups that every API server serves. */
const BUILT_IN = ['', 'apps'];

const resourcesSchema = z.object({
  resources: z.array(z.object({ name: z.string() })),
});

/**
 * Finds out by which version a cluster serves a kind, from the document of each version of its group: a cluster may
 * lack Istio or Argo Rollouts, or have an old Istio.
 *
 * It is asked before every list, so a kind that is served costs nothing while it is watched, and one that is not is
 * looked for as often as its reflector tries.
 */
export class Discovery {
  private readonly request: (
    path: string,
    signal: AbortSignal,
  ) => Promise<Response>;
  private readonly sharedMs: number;
  private readonly now: () => number;
  private readonly documents = new Map<
    string,
    { asked: number; plurals: Promise<Set<string> | undefined> }
  >();

  constructor(options: {
    /** Sends a GET to the API server. */
    request: (path: string, signal: AbortSignal) => Promise<Response>;
    /** For how long an answer is shared by the kinds of a group, which are looked up together, in milliseconds. */
    sharedMs: number;
    /** Milliseconds of a clock that only goes forward. */
    now?: () => number;
  }) {
    this.request = options.request;
    this.sharedMs = options.sharedMs;
    this.now = options.now ?? (() => performance.now());
  }

  /**
   * @returns undefined when the cluster does not serve the kind in any version that can be read
   * @throws Refused, or an error when there is no answer
   */
  async versionOf(
    kind: MeshKind,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const { group, versions, plural } = MESH_RESOURCES[kind];
    if (BUILT_IN.includes(group)) return versions[0];
    for (const version of versions) {
      const plurals = await this.pluralsOf(`/apis/${group}/${version}`, signal);
      // Where we may not look, the list itself will tell.
      if (!plurals || plurals.has(plural)) return version;
    }
    return undefined;
  }

  private async pluralsOf(
    path: string,
    signal: AbortSignal,
  ): Promise<Set<string> | undefined> {
    const known = this.documents.get(path);
    if (known && this.now() - known.asked < this.sharedMs) {
      return await known.plurals;
    }
    const plurals = this.ask(path, signal);
    this.documents.set(path, { asked: this.now(), plurals });
    try {
      return await plurals;
    } catch (error) {
      this.documents.delete(path);
      throw error;
    }
  }

  private async ask(
    path: string,
    signal: AbortSignal,
  ): Promise<Set<string> | undefined> {
    const response = await this.request(path, signal);
    if (response.ok) {
      const { resources } = resourcesSchema.parse(await response.json());
      return new Set(resources.map(({ name }) => name));
    }
    const refusal = await readRefusal(response);
    if (refusal.from === 'cluster') {
      if (refusal.status === 404) return new Set();
      if (refusal.status === 403) return undefined;
    }
    throw new Refused(refusal);
  }
}
