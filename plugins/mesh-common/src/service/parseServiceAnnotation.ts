import { InputError } from '@backstage/errors';
import { MESH_SERVICE_ANNOTATION } from '../annotations';

/** RFC 1123 label: what Kubernetes lets a namespace or Service be called. */
const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const MAX_SERVICES = 50;

/**
 * Reads `<namespace>/<service>[, …]`.
 *
 * @throws InputError with a sentence for the author of the annotation
 * @public
 */
export function parseServiceAnnotation(
  value: string,
): { namespace: string; name: string }[] {
  const parts = value
    .split(',')
    .map(part => part.trim())
    .filter(part => part !== '');
  if (parts.length === 0) {
    throw new InputError(
      `The annotation ${MESH_SERVICE_ANNOTATION} is empty: name a service as <namespace>/<service>.`,
    );
  }
  if (parts.length > MAX_SERVICES) {
    throw new InputError(
      `The annotation ${MESH_SERVICE_ANNOTATION} names ${parts.length} services: at most ${MAX_SERVICES} can be shown.`,
    );
  }
  return [...new Set(parts)].map(part => {
    const [namespace, name, ...rest] = part.split('/');
    if (rest.length > 0 || !LABEL.test(namespace) || !LABEL.test(name ?? '')) {
      throw new InputError(
        `The annotation ${MESH_SERVICE_ANNOTATION} names "${part.slice(
          0,
          150,
        )}", which is not <namespace>/<service>.`,
      );
    }
    return { namespace, name };
  });
}
