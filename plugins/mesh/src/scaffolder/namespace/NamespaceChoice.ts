import type { NamespaceOption } from '@meshway/plugin-mesh-common';
import { objectOf, textOf } from '../field/formValues';

/**
 * The namespace of a new service, as `MeshNamespacePicker` leaves it in the form.
 *
 * @public
 */
export interface NamespaceChoice {
  /** Absent while it is not known which. */
  cluster?: string;
  name: string;
  /** Whether it is there already; otherwise it is to be made. */
  exists: boolean;
  /** How pods there come into the mesh: `sidecar` for a new one; absent when it is not known. */
  dataPlane?: NamespaceOption['dataPlane'];
}

const PLANES = ['sidecar', 'ambient', 'none'] as const;

/** A value of the form, which may be anything, as a choice. */
export function readNamespaceChoice(formData: unknown): NamespaceChoice {
  const { cluster, name, exists, dataPlane } = objectOf(formData);
  const plane = PLANES.find(one => one === dataPlane);
  return {
    ...(textOf(cluster) && { cluster: textOf(cluster) }),
    name: textOf(name),
    exists: exists === true,
    ...(plane && { dataPlane: plane }),
  };
}

/** A choice with all that is known beside it. */
export function completeNamespaceChoice(
  choice: NamespaceChoice,
  known: { clusters?: string[]; namespaces?: NamespaceOption[] },
): NamespaceChoice {
  const { clusters, namespaces } = known;
  const cluster = clusterOf(choice.cluster, clusters);
  const found = namespaces?.find(({ name }) => name === choice.name);
  const plane = namespaces ? found?.dataPlane : choice.dataPlane;
  return {
    ...(cluster && { cluster }),
    name: choice.name,
    exists: choice.exists,
    ...(!choice.exists && { dataPlane: 'sidecar' as const }),
    ...(choice.exists && plane && { dataPlane: plane }),
  };
}

/** The only cluster, or the one that is chosen and there. */
function clusterOf(
  chosen: string | undefined,
  clusters: string[] | undefined,
): string | undefined {
  if (!clusters) return chosen;
  if (clusters.length === 1) return clusters[0];
  return clusters.find(cluster => cluster === chosen);
}
