import { placeOf, type Manifest } from './Manifest';
import type { ManifestCluster, NamespaceState } from './ManifestCluster';

/**
 * The namespaces that manifests live in, as they stand before anything is sent.
 */
export class Namespaces {
  private readonly cluster: string;
  private readonly states: ReadonlyMap<string, NamespaceState>;
  /** Names of those that the manifests bring along. */
  private readonly among: ReadonlySet<string>;

  static async read(
    cluster: ManifestCluster,
    manifests: readonly Manifest[],
  ): Promise<Namespaces> {
    const wanted = manifests.filter(({ refusal }) => refusal === undefined);
    const states = new Map<string, NamespaceState>();
    for (const place of new Set(wanted.map(placeOf))) {
      if (place) states.set(place, await cluster.namespace(place));
    }
    const among = wanted
      .filter(({ kind }) => kind === 'Namespace')
      .map(({ name }) => name);
    return new Namespaces(cluster.name, states, new Set(among));
  }

  private constructor(
    cluster: string,
    states: ReadonlyMap<string, NamespaceState>,
    among: ReadonlySet<string>,
  ) {
    this.cluster = cluster;
    this.states = states;
    this.among = among;
  }

  /** Of the namespace of a manifest, or of the Namespace that it is. */
  of(manifest: Manifest): NamespaceState {
    return this.states.get(placeOf(manifest)) ?? { exists: false };
  }

  /** Whether it lives in a namespace that comes into being with it. */
  isBrought(manifest: Manifest): boolean {
    return (
      manifest.kind !== 'Namespace' &&
      !this.of(manifest).exists &&
      this.among.has(placeOf(manifest))
    );
  }

  /** Why it has no place to live in; undefined when it has. */
  whyMissing(manifest: Manifest): string | undefined {
    const place = placeOf(manifest);
    // One without a namespace is told so by what the cluster says of its kind.
    if (!place || manifest.kind === 'Namespace' || this.of(manifest).exists) {
      return undefined;
    }
    if (this.among.has(place)) return undefined;
    return `Namespace ${place} does not exist in cluster ${this.cluster}, and the files do not bring it. Add a Namespace to them, or have it created.`;
  }
}
