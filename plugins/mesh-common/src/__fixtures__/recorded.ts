import { readFileSync } from 'fs';
import { resolve } from 'path';
import {
  parseObject,
  type MeshKind,
  type MeshObject,
  type ObjectLookup,
  type ObjectOf,
  type Rollout,
} from '../kubernetes';
import { findServiceObjects, type ServiceObjects } from '../service';

/** Objects as a cluster would hold them. */
export function lookupOf(objects: MeshObject[]): ObjectLookup {
  const ofKind = <K extends MeshKind>(kind: K) =>
    objects.filter((object): object is ObjectOf<K> => object.kind === kind);
  return {
    get: (kind, namespace, name) =>
      ofKind(kind).find(
        ({ metadata }) =>
          metadata.name === name && metadata.namespace === namespace,
      ),
    list: (kind, namespace) =>
      ofKind(kind).filter(
        ({ metadata }) =>
          namespace === undefined || metadata.namespace === namespace,
      ),
  };
}

/**
 * A state of a real cluster: argo-rollouts v1.10.1, Istio 1.31, Kubernetes 1.34, pods by kwok. Only
 * fields that nothing reads were taken out.
 */
export function recorded(state: string): {
  objects: ServiceObjects;
  rollout: Rollout;
} {
  const path = resolve(__dirname, 'argo-rollouts', `${state}.json`);
  const list: { items: { kind: MeshKind }[] } = JSON.parse(
    readFileSync(path, 'utf8'),
  );
  const parsed = list.items.map(item => parseObject(item.kind, item));
  const rollout = parsed.find(
    (object): object is Rollout => object.kind === 'Rollout',
  )!;
  return {
    rollout,
    objects: findServiceObjects(
      lookupOf(parsed),
      rollout.metadata.namespace!,
      serviceOf(rollout),
    )!,
  };
}

/** The Service that the requests to a Rollout's stable pods go through. */
function serviceOf({ metadata, spec }: Rollout): string {
  const { canary, blueGreen } = spec.strategy;
  return (
    canary?.stableService ??
    canary?.pingPong?.pingService ??
    blueGreen?.activeService ??
    metadata.name
  );
}
