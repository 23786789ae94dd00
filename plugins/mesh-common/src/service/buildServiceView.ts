import { roleOfHash } from '../delivery/weighted-routes/buildWeightedRoutesDelivery';
import { buildExposure } from '../exposure';
import {
  DEFAULT_MESH_SETTINGS,
  type MeshSettings,
  type ServiceView,
  type SourceFreshness,
} from '../model';
import { buildPosture } from '../posture';
import { checkService } from '../rules';
import type { ServiceTraffic } from '../traffic';
import { attributeTraffic } from '../traffic/attribute';
import { signalsOf } from '../traffic/signals';
import { judgeRevisions } from '../verdict/judgeRevisions';
import type { VerdictOptions } from '../verdict';
import { decideConsent } from './decideConsent';
import { decidedAbout } from './decidedAbout';
import { deliveryOf } from './deliveryOf';
import { qualifyDelivery } from './gaps/qualifyDelivery';
import { qualifyExposure } from './gaps/qualifyExposure';
import { qualifyPosture } from './gaps/qualifyPosture';
import { unknownKinds } from './gaps/unknownKinds';
import { headlineOf } from './headline';
import { hostServicesOf } from './hostServices';
import { revisionsOf } from './revisions';
import type { ServiceObjects } from './ServiceObjects';
import { unreadableObjects } from './unreadableObjects';

/**
 * Everything that can be said of one service from its objects and its traffic. What cannot be read is
 * said in the view; this never throws for what a cluster or Prometheus holds. What is missing because a kind is in a gap
 * of the freshness is not said to be missing.
 *
 * @param input - `ownerRef` and `entityRef` are of the entity that names the service; `traffic` is of the
 *   last minutes, without it there are no signals; `canaryTraffic` is of all the time since the canary
 *   began to take requests, without it there is no verdict
 * @public
 */
export function buildServiceView(input: {
  cluster: string;
  entityRef: string;
  ownerRef?: string;
  objects: ServiceObjects;
  mesh?: MeshSettings;
  traffic?: ServiceTraffic;
  canaryTraffic?: ServiceTraffic;
  verdictOptions?: Partial<VerdictOptions>;
  freshness: SourceFreshness;
  trustCatalog: boolean;
  now: Date;
}): ServiceView {
  const { objects, traffic, canaryTraffic, freshness, now } = input;
  const mesh = input.mesh ?? DEFAULT_MESH_SETTINGS;
  const known = revisionsOf(objects);
  const hosts = hostServicesOf(objects);
  const attribution: ServiceView['attribution'] = traffic
    ? attributeTraffic(known, traffic, hosts)
    : { possible: true };
  const revisions = known.map(({ revision }) => revision);
  const { gaps = [] } = freshness;
  const unknown = unknownKinds(gaps, objects);
  const delivery = qualifyDelivery(
    deliveryOf(objects, revisions, mesh, now),
    gaps,
    unknown,
  );
  if (delivery.engine === 'weighted-routes') {
    // Of three versions, the one that is neither stable nor canary is on its way out.
    for (const revision of revisions) {
      if (revision.role === 'old') continue;
      revision.role = roleOfHash(delivery, revision.hash) ?? 'old';
    }
  }
  const verdict =
    canaryTraffic &&
    judgeRevisions(known, canaryTraffic, {
      hosts,
      verdict: input.verdictOptions,
    });
  const signals = traffic && signalsOf(traffic, traffic.windowSeconds);
  const unreadable = unreadableObjects(objects);

  return {
    cluster: input.cluster,
    namespace: objects.service.metadata.namespace ?? '',
    name: objects.service.metadata.name,
    headline: headlineOf({ delivery, revisions, signals, verdict, freshness }),
    delivery,
    revisions,
    signals,
    attribution,
    verdict,
    exposure: qualifyExposure(buildExposure(objects, mesh), gaps),
    posture: qualifyPosture(buildPosture(objects, mesh), gaps),
    findings: checkService(objects, mesh, unknown),
    consent: decideConsent({
      entityRef: input.entityRef,
      ownerRef: input.ownerRef,
      ...decidedAbout(delivery, objects),
      trustCatalog: input.trustCatalog,
    }),
    ...(unreadable.length > 0 ? { unreadable } : {}),
    freshness,
  };
}
