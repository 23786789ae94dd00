import type { ManifestResult } from '@meshway/plugin-mesh-common';
import type { Manifest } from './Manifest';
import type { Answer, ManifestCluster } from './ManifestCluster';
import { Namespaces } from './Namespaces';
import { Report } from './Report';
import { whyNotYours } from './whyNotYours';

const NOTHING_APPLIED = 'Nothing was applied, because others were refused.';
const ONLY_NAMESPACES =
  'Not applied, because others were refused. The new namespace was created.';
const STOPPED = 'Not tried, because one before it was refused.';

/**
 * Applies manifests: namespaces first, then the rest in the order of the files. When the portal or the cluster refuses
 * one of them, nothing is applied. What lives in a namespace that does not exist yet can be judged only when it does, so
 * that one is there then.
 *
 * @param options - `ownership`: entity references of the caller and their groups
 */
export async function applyManifests(
  cluster: ManifestCluster,
  manifests: readonly Manifest[],
  { ownership }: { ownership: readonly string[] },
): Promise<ManifestResult[]> {
  const report = new Report(manifests);
  const namespaces = await Namespaces.read(cluster, manifests);

  for (const manifest of manifests) {
    const why =
      manifest.refusal ??
      namespaces.whyMissing(manifest) ??
      whyNotYours(manifest, namespaces.of(manifest), ownership);
    if (why !== undefined) report.refuse(manifest, why);
  }
  if (report.refuses) return report.results(NOTHING_APPLIED);

  const inNew = manifests.filter(one => namespaces.isBrought(one));
  const others = manifests.filter(one => !namespaces.isBrought(one));
  const newOnes = others.filter(
    one => one.kind === 'Namespace' && !namespaces.of(one).exists,
  );
  await refuseWhatItRefuses(cluster, others, report);
  if (report.refuses) return report.results(NOTHING_APPLIED);

  for (const manifest of newOnes) {
    const answer = await applied(cluster, manifest);
    report.set(
      manifest,
      answer.outcome === 'changed' || answer.outcome === 'unchanged'
        ? createdByOthers(manifest)
        : answer,
    );
    if (report.refuses) return report.results(STOPPED);
  }
  await refuseWhatItRefuses(cluster, inNew, report);
  if (report.refuses) return report.results(ONLY_NAMESPACES);

  const isNamespace = ({ kind }: Manifest) => kind === 'Namespace';
  const rest = manifests.filter(manifest => !newOnes.includes(manifest));
  for (const manifest of [
    ...rest.filter(isNamespace),
    ...rest.filter(one => !isNamespace(one)),
  ]) {
    report.set(manifest, await applied(cluster, manifest));
    if (report.refuses) return report.results(STOPPED);
  }
  return report.results(STOPPED);
}

async function refuseWhatItRefuses(
  cluster: ManifestCluster,
  manifests: readonly Manifest[],
  report: Report,
): Promise<void> {
  for (const manifest of manifests) {
    const answer = await cluster.apply(manifest, { dryRun: true });
    if (answer.outcome === 'refused') report.set(manifest, answer);
  }
}

/** A cluster that falls silent has perhaps applied it, and surely what came before: the report has to say that. */
async function applied(
  cluster: ManifestCluster,
  manifest: Manifest,
): Promise<Answer> {
  try {
    return await cluster.apply(manifest, { dryRun: false });
  } catch (error) {
    return {
      outcome: 'refused',
      message: `${
        (error as Error).message
      } Whether it was applied is not known: apply the same again.`,
    };
  }
}

/** Between two requests. What lives in it is not applied then: it may be somebody else's. */
function createdByOthers({ name }: Manifest): Answer {
  return {
    outcome: 'refused',
    message: `Somebody else created namespace ${name} at the same moment. Find out whose it is, and apply again.`,
  };
}
