import type { ManifestResult } from '@meshway/plugin-mesh-common';
import type { Manifest } from './Manifest';
import type { Answer } from './ManifestCluster';

/**
 * What becomes known of each manifest, in the order of the files.
 */
export class Report {
  private readonly manifests: readonly Manifest[];
  private readonly answers = new Map<Manifest, Answer & { message?: string }>();

  constructor(manifests: readonly Manifest[]) {
    this.manifests = manifests;
  }

  set(manifest: Manifest, answer: Answer & { message?: string }): void {
    this.answers.set(manifest, answer);
  }

  refuse(manifest: Manifest, message: string): void {
    this.set(manifest, { outcome: 'refused', message });
  }

  get refuses(): boolean {
    return [...this.answers.values()].some(
      ({ outcome }) => outcome === 'refused',
    );
  }

  /**
   * @param whySkipped - why nothing was tried with those of which nothing is known
   */
  results(whySkipped: string): ManifestResult[] {
    return this.manifests.map(manifest => {
      const { kind, namespace, name, path } = manifest;
      const { outcome, message } = this.answers.get(manifest) ?? {
        outcome: 'skipped' as const,
        message: whySkipped,
      };
      return {
        kind,
        ...(namespace !== undefined && { namespace }),
        name,
        path,
        outcome,
        ...(message !== undefined && { message }),
      };
    });
  }
}
