import type { MeshSettings, Posture } from '../model';
import { hostMeans } from '../service/hosts';
import type { ServiceObjects } from '../service/ServiceObjects';
import { authorizationPosture } from './authorizationPosture';
import { clientGroups } from './clientGroups';
import { injectionPosture } from './injectionPosture';
import { mtlsPosture } from './mtlsPosture';
import { resiliencePosture } from './resiliencePosture';
import { subjectsOf } from './subjects';

/**
 * What protects a service and what keeps it up, and which object decides each of it.
 *
 * Policies that are not about the service may be among the objects: each is asked again whether it is.
 *
 * @public
 */
export function buildPosture(
  objects: ServiceObjects,
  mesh: MeshSettings,
): Posture {
  const { namespace = '', name } = objects.service.metadata;
  const service = { namespace, name };
  const subjects = subjectsOf(objects);
  const clients = clientGroups(objects.destinationRules, service, mesh);
  const names = [objects.service, ...objects.siblings].map(
    ({ metadata }) => metadata.name,
  );
  return {
    mtls: mtlsPosture(objects, subjects, clients, mesh),
    injection: injectionPosture(objects),
    authorization: authorizationPosture(objects, subjects, mesh),
    resilience: resiliencePosture(objects, clients, (host, from) =>
      names.some(one => hostMeans(host, from, { namespace, name: one }, mesh)),
    ),
  };
}
