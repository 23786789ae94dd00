import type { MeshSettings, Posture } from '../model';
import { hostMeans } from '../service/hosts';
import type { ServiceObjects } from '../service/ServiceObjects';
import { authorizationPosture } from './authorizationPosture';
import { calledServices } from './calledServices';
import { injectionPosture } from './injectionPosture';
import { mtlsPosture } from './mtlsPosture';
import { resiliencePosture } from './resiliencePosture';
import { subjectsOf } from './subjects';
import { workloadIdentities } from './workloadIdentities';

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
  const subjects = subjectsOf(objects);
  const called = calledServices(objects, subjects, mesh);
  const names = called.map(({ service: { metadata } }) => ({
    namespace: metadata.namespace ?? '',
    name: metadata.name,
  }));
  return {
    mtls: mtlsPosture(objects, called, subjects, mesh),
    injection: injectionPosture(objects),
    authorization: authorizationPosture(objects, subjects, mesh),
    resilience: resiliencePosture(objects, called, (host, from) =>
      names.some(name => hostMeans(host, from, name, mesh)),
    ),
    identities: workloadIdentities(objects),
  };
}
