import { ServiceUnavailableError } from '@backstage/errors';
import { explainRefusal, type Refusal } from '../clusters/refusal';
import { titleOf, type Manifest } from './Manifest';
import { MANIFEST_KINDS } from './MANIFEST_KINDS';

/** `failed calling webhook "validation.istio.io": failed to call webhook: Post "https://…": dial tcp …` */
const SILENT_WEBHOOK = /failed calling webhook "([^"]{1,253})"/;
/** The sentence of the authoriser; admission says other things with the same status. */
const NO_RIGHTS = /forbidden: User "[^"]*" cannot /;

/**
 * Why a cluster does not take a manifest, as a sentence: its own where it has one. Throws a ServiceUnavailableError
 * when it is the cluster that does not do.
 *
 * @param author - in whose name it was sent; undefined when that was the portal's own
 */
export function whyRefused(
  cluster: string,
  manifest: Manifest,
  refusal: Refusal,
  author: string | undefined,
): string {
  const { status, from, message, conflicts } = refusal;
  if (from === 'portal' || status === 401) {
    throw new ServiceUnavailableError(explainRefusal(cluster, refusal));
  }
  const webhook = SILENT_WEBHOOK.exec(message)?.[1];
  if (webhook) {
    // The rest of the message holds addresses of the cluster.
    return `Cluster ${cluster} cannot judge it now: its admission webhook ${webhook} does not answer. Try again later.`;
  }
  if (conflicts) {
    return `Others have set what it sets: ${conflicts
      .map(({ field, manager }) => `${field} by ${manager}`)
      .join(
        ', ',
      )}. Take these fields out of the file, or have them set there as the file says.`;
  }
  if (status === 403 && NO_RIGHTS.test(message)) {
    return author
      ? `${author} may not write it, or the portal's account may not act for them: ${message}`
      : missingRight(cluster, manifest);
  }
  // A patch that fits no schema is answered with 500 and a sentence, a cluster that is ill with another 5xx.
  if (status === 429 || status > 500 || (status === 500 && !message)) {
    throw new ServiceUnavailableError(explainRefusal(cluster, refusal));
  }
  return message || explainRefusal(cluster, refusal);
}

function missingRight(cluster: string, manifest: Manifest): string {
  const { group, kind } = manifest;
  const plural = MANIFEST_KINDS.find(
    known => known.group === group && known.kind === kind,
  )!.plural;
  return `The portal's account may not write ${titleOf(
    manifest,
  )} in cluster ${cluster}. Bind the role meshway-manifests of docs/rbac.yaml to it, or add the rule { apiGroups: ['${group}'], resources: [${plural}], verbs: [get, create, patch] }.`;
}
