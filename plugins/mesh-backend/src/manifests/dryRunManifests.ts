import { randomBytes } from 'node:crypto';
import type { ManifestResult } from '@meshway/plugin-mesh-common';
import { placeOf, type Manifest } from './Manifest';
import type { Answer, ManifestCluster } from './ManifestCluster';
import { Namespaces } from './Namespaces';
import { Report } from './Report';

/** A namespace that every cluster has. */
const OTHER_NAMESPACE = 'default';
/** What names of Services, the shortest of all, may not be longer than. */
const MAX_NAME = 63;

/**
 * What a cluster would do with manifests. Nothing changes.
 */
export async function dryRunManifests(
  cluster: ManifestCluster,
  manifests: readonly Manifest[],
): Promise<ManifestResult[]> {
  const report = new Report(manifests);
  const namespaces = await Namespaces.read(cluster, manifests);
  for (const manifest of manifests) {
    const why = manifest.refusal ?? namespaces.whyMissing(manifest);
    if (why !== undefined) {
      report.refuse(manifest, why);
    } else if (namespaces.isBrought(manifest)) {
      report.set(manifest, await judgeElsewhere(cluster, manifest));
    } else {
      report.set(manifest, await cluster.apply(manifest, { dryRun: true }));
    }
  }
  return report.results('');
}

/**
 * An API server asks neither schema nor webhooks about an object of a namespace it does not have. So it is asked about
 * the same object elsewhere, under a name that nobody has.
 */
async function judgeElsewhere(
  cluster: ManifestCluster,
  manifest: Manifest,
): Promise<Answer & { message?: string }> {
  const suffix = `-${randomBytes(4).toString('hex')}`;
  const name = disguised(manifest.name, suffix);
  const answer = await cluster.apply(manifest, {
    dryRun: true,
    at: { namespace: OTHER_NAMESPACE, name },
  });
  const where = `judged in namespace ${OTHER_NAMESPACE}, because ${placeOf(
    manifest,
  )} does not exist yet`;
  if (answer.outcome !== 'refused') {
    return {
      outcome: 'created',
      message: `${where[0].toUpperCase()}${where.slice(1)}.`,
    };
  }
  const message = answer.message.replaceAll(name, manifest.name);
  return { ...answer, message: `${message} (${where})` };
}

/** Too long a name stays too long. */
function disguised(name: string, suffix: string): string {
  const kept =
    name.length + suffix.length <= MAX_NAME ? undefined : -suffix.length;
  return name.slice(0, kept) + suffix;
}
