import { lookupOf, parseObject, type Rollout } from '../kubernetes';
import { findServiceObjects, type ServiceObjects } from '../service';
import { rawObjects } from './recordedStates';

/**
 * A state of a real cluster: argo-rollouts v1.10.1, Istio 1.31, Kubernetes 1.34, pods by kwok. Only
 * fields that nothing reads were taken out.
 */
export function recorded(state: string): {
  objects: ServiceObjects;
  rollout: Rollout;
} {
  const parsed = rawObjects(state).map(raw => parseObject(raw.kind, raw));
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
