import { InputError } from '@backstage/errors';
import {
  KUBERNETES_ID_ANNOTATION,
  KUBERNETES_LABEL_SELECTOR_ANNOTATION,
  KUBERNETES_NAMESPACE_ANNOTATION,
  MESH_CLUSTER_ANNOTATION,
  MESH_SERVICE_ANNOTATION,
  MESH_SERVICE_AUTO,
} from '../annotations';
import type { NamespacedName } from './hosts';
import {
  isLabelValue,
  parseLabelSelector,
  type LabelRequirement,
} from './labelSelector';
import { parseServiceAnnotation } from './parseServiceAnnotation';

const MAX_CLUSTERS = 50;
const MAX_NAME = 253;

/**
 * What the annotations of an entity say of its services.
 *
 * @public
 */
export type EntityServicesQuery = {
  /** Names of the clusters to look in; every cluster without it. */
  clusters?: string[];
} & (
  | { by: 'name'; services: NamespacedName[] }
  | {
      by: 'labels';
      /** For people: `backstage.io/kubernetes-id=checkout`. */
      selector: string;
      requirements: LabelRequirement[];
      /** The only one to look in; every namespace without it. */
      namespace?: string;
    }
);

/**
 * Reads which services an entity has: `meshway.dev/service` names them; else `backstage.io/kubernetes-label-selector`
 * or `backstage.io/kubernetes-id` select them, in the order in which Backstage's Kubernetes plugin takes these.
 *
 * @returns undefined when it says nothing
 * @throws InputError with a sentence for the author of the annotation
 * @public
 */
export function parseEntityServices(
  annotations: Record<string, string> | undefined,
): EntityServicesQuery | undefined {
  const read = (key: string) =>
    annotations && Object.hasOwn(annotations, key)
      ? `${annotations[key]}`.trim()
      : '';
  const clusters = clustersOf(read(MESH_CLUSTER_ANNOTATION));
  const named = read(MESH_SERVICE_ANNOTATION);
  if (named && named !== MESH_SERVICE_AUTO) {
    return { clusters, by: 'name', services: parseServiceAnnotation(named) };
  }

  const selector = read(KUBERNETES_LABEL_SELECTOR_ANNOTATION);
  const id = read(KUBERNETES_ID_ANNOTATION);
  if (!selector && !id) return undefined;
  const namespace = read(KUBERNETES_NAMESPACE_ANNOTATION);
  if (namespace && (!isLabelValue(namespace) || namespace.includes('.'))) {
    throw new InputError(
      `The annotation ${KUBERNETES_NAMESPACE_ANNOTATION} is "${namespace.slice(
        0,
        150,
      )}", which is no namespace.`,
    );
  }
  return {
    clusters,
    by: 'labels',
    selector: selector || `${KUBERNETES_ID_ANNOTATION}=${id}`,
    requirements: selector ? parseSelector(selector) : requireId(id),
    ...(namespace ? { namespace } : {}),
  };
}

function clustersOf(text: string): string[] | undefined {
  const names = [...new Set(text.split(',').map(name => name.trim()))].filter(
    Boolean,
  );
  if (names.length > MAX_CLUSTERS) {
    throw new InputError(
      `The annotation ${MESH_CLUSTER_ANNOTATION} names ${names.length} clusters: at most ${MAX_CLUSTERS} can be shown.`,
    );
  }
  const long = names.find(name => name.length > MAX_NAME);
  if (long) {
    throw new InputError(
      `The annotation ${MESH_CLUSTER_ANNOTATION} names "${long.slice(
        0,
        150,
      )}…", which is too long for a cluster.`,
    );
  }
  return names.length > 0 ? names : undefined;
}

function parseSelector(selector: string): LabelRequirement[] {
  try {
    return parseLabelSelector(selector);
  } catch (error) {
    throw new InputError(
      `The annotation ${KUBERNETES_LABEL_SELECTOR_ANNOTATION} is no label selector: it ${
        (error as Error).message
      }.`,
    );
  }
}

function requireId(id: string): LabelRequirement[] {
  if (!isLabelValue(id)) {
    throw new InputError(
      `The annotation ${KUBERNETES_ID_ANNOTATION} is "${id.slice(
        0,
        150,
      )}", which cannot be the value of a label.`,
    );
  }
  return [{ key: KUBERNETES_ID_ANNOTATION, operator: 'in', values: [id] }];
}
