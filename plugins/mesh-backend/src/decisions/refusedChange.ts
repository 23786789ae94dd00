import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { MESH_RESOURCES, type PlannedPatch } from '@meshway/plugin-mesh-common';
import { explainRefusal, type Refusal } from '../clusters/refusal';
import { ChangeRefusedError } from './ChangeRefusedError';

/** The API server's one sentence for every JSON Patch whose test fails (`NewGenericServerResponse` in apimachinery). */
const FAILED_TEST =
  'the server rejected our request due to an error in our request';

/** `failed calling webhook "validation.istio.io": failed to call webhook: Post "https://…": dial tcp …` */
const SILENT_WEBHOOK = /failed calling webhook "([^"]{1,253})"/;

/**
 * Why a cluster did not make a change, as the error to answer with.
 *
 * @param author - in whose name it was sent; undefined when that was the portal's own
 */
export function refusedChange(
  cluster: string,
  { target, subresource }: PlannedPatch,
  refusal: Refusal,
  author: string | undefined,
): Error {
  const { kind, namespace, name } = target;
  const { status, from, message } = refusal;
  const what = `${kind} ${namespace}/${name}`;
  if (from === 'portal') {
    return new ServiceUnavailableError(explainRefusal(cluster, refusal));
  }
  const webhook = SILENT_WEBHOOK.exec(message)?.[1];
  if (webhook) {
    // The rest of the message holds addresses of the cluster.
    return new ChangeRefusedError(
      `Cluster ${cluster} does not take changes of ${what} now: its admission webhook ${webhook} does not answer.`,
    );
  }
  const unwanted = () =>
    new InputError(
      `Cluster ${cluster} does not take the change of ${what}: ${message}`,
    );
  switch (status) {
    case 400:
      return unwanted();
    case 403: {
      if (/^admission webhook /.test(message)) return unwanted();
      const { group, plural } = MESH_RESOURCES[kind];
      const resource = subresource ? `${plural}/${subresource}` : plural;
      return new NotAllowedError(
        author
          ? `${author} may not patch ${what} in cluster ${cluster}, or the portal's account may not act for them: ${message}`
          : `The portal's account may not patch ${resource} in namespace ${namespace} of cluster ${cluster}. Add the rule { apiGroups: ['${group}'], resources: [${resource}], verbs: [patch] } to its role.`,
      );
    }
    case 404:
      return new NotFoundError(`${what} does not exist in cluster ${cluster}.`);
    case 409:
      break;
    case 422:
      // A schema or an admission policy says what it does not want; a test of the patch never says which.
      if (message && message !== FAILED_TEST) return unwanted();
      break;
    default:
      return new ServiceUnavailableError(explainRefusal(cluster, refusal));
  }
  return new ConflictError(
    `${what} in cluster ${cluster} is not as it was seen any more.`,
  );
}
