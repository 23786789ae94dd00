import { deploymentOf, object } from '../../../__fixtures__/objects';
import { lookupOf } from '../../../kubernetes/lookupOf';
import { parseObject, type MeshObject } from '../../../kubernetes';
import { findServiceObjects } from '../../../service/findServiceObjects';
import type { ServiceObjects } from '../../../service/ServiceObjects';

/** A VirtualService as the API server holds it. */
export interface RawVirtualService {
  apiVersion: string;
  kind: string;
  metadata: Record<string, unknown>;
  spec: object;
}

/** A VirtualService in namespace `shop`. */
export function virtualService(
  spec: object,
  metadata: {
    name?: string;
    annotations?: Record<string, string>;
    labels?: Record<string, string>;
    [key: string]: unknown;
  } = {},
): RawVirtualService {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: {
      name: 'reviews',
      namespace: 'shop',
      uid: 'uid-vs',
      resourceVersion: '7',
      generation: 4,
      creationTimestamp: '2026-11-20T10:00:00Z',
      ...metadata,
    },
    spec,
  };
}

/** A destination `v1`, or `host` when it has a dash, with its weight. */
export function to(name: string, weight?: number) {
  return {
    destination: name.includes('-')
      ? { host: name }
      : { host: 'reviews', subset: name },
    ...(weight === undefined ? {} : { weight }),
  };
}

/** The `http` of Istio's samples/bookinfo/networking/virtual-service-reviews-90-10.yaml, with other weights. */
export function split(...route: ReturnType<typeof to>[]) {
  return { hosts: ['reviews'], http: [{ route }] };
}

/** Versions of `reviews` by number of ready pods; each was created an hour after the one before. */
export function reviews(
  virtualServices: RawVirtualService[],
  readyPods: Record<string, number> = { v1: 1, v2: 1, v3: 1 },
): ServiceObjects {
  const workloads = Object.entries(readyPods).flatMap(([version, ready], i) => {
    const parts = deploymentOf('reviews', version);
    parts.deployment.metadata.creationTimestamp = `2026-11-20T1${i}:00:00Z`;
    parts.replicaSet.status.readyReplicas = ready;
    return Object.values<MeshObject>(parts);
  });
  // istio samples/bookinfo/networking/destination-rule-reviews.yaml
  const subsets = ['v1', 'v2', 'v3'].map(name => ({
    name,
    labels: { version: name },
  }));
  return findServiceObjects(
    lookupOf([
      object('Service', 'reviews', { spec: { selector: { app: 'reviews' } } }),
      object('DestinationRule', 'reviews', {
        spec: { host: 'reviews', subsets },
      }),
      serviceOf('v1'),
      serviceOf('v2'),
      ...workloads,
      ...virtualServices.map(raw => parseObject('VirtualService', raw)),
    ]),
    'shop',
    'reviews',
  )!;
}

/** The Service of one version only. */
function serviceOf(version: string) {
  return object('Service', `reviews-${version}`, {
    spec: { selector: { app: 'reviews', version } },
  });
}
