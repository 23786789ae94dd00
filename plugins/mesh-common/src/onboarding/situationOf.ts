import type { ObjectLookup, Rollout } from '../kubernetes';
import type { MeshSettings, OnboardingRequest } from '../model';
import { findServiceObjects } from '../service/findServiceObjects';
import { selectorOf } from '../service/labels';
import type {
  OnboardedWorkload,
  OnboardingSituation,
} from './OnboardingSituation';

/** What there is of a service; the problem instead, when it cannot come into the mesh at all. */
export function situationOf(
  lookup: ObjectLookup,
  request: OnboardingRequest,
  mesh: MeshSettings,
): OnboardingSituation | { problem: string } {
  const { service, namespace } = request;
  const words = `Service ${namespace}/${service}`;
  const objects = findServiceObjects(lookup, namespace, service, mesh);
  if (!objects) {
    return {
      problem: `There is no ${words} in this cluster. Write the name of a Service, not of its Deployment.`,
    };
  }
  if (!objects.namespace) {
    return {
      problem: `Namespace ${namespace} cannot be read, so it is not known whether its pods get sidecars. Let the portal read namespaces.`,
    };
  }
  const selector = selectorOf(objects.service);
  if (!selector) {
    return {
      problem: `${words} selects no pods, so nothing of it can get a proxy. For hosts outside the cluster write a ServiceEntry instead.`,
    };
  }
  const found = [
    ...objects.rollouts.map(rollout => ofRollout(lookup, rollout)),
    ...[...objects.deployments, ...objects.statefulSets].map(
      (object): OnboardedWorkload => ({
        object,
        template: {
          kind: object.kind,
          name: object.metadata.name,
          content: object.spec.template ?? {},
        },
      }),
    ),
  ];
  const [odd] = found.filter(one => 'problem' in one);
  if (odd) return odd;
  const workloads = found.filter(
    (one): one is OnboardedWorkload => !('problem' in one),
  );
  if (workloads.length === 0) {
    return {
      problem: `No Deployment, StatefulSet or Rollout makes pods for ${words}. Look at its selector; pods of other kinds have to be labelled by hand.`,
    };
  }
  return {
    request,
    lookup,
    mesh,
    objects,
    namespace: objects.namespace,
    selector,
    workloads,
  };
}

function ofRollout(
  lookup: ObjectLookup,
  object: Rollout,
): OnboardedWorkload | { problem: string } {
  const { name, namespace } = object.metadata;
  const { template, workloadRef } = object.spec;
  if (template || !workloadRef) {
    return {
      object,
      template: { kind: 'Rollout', name, content: template ?? {} },
    };
  }
  const lent =
    workloadRef.kind === 'Deployment'
      ? lookup.get('Deployment', namespace, workloadRef.name)
      : undefined;
  return lent
    ? {
        object,
        template: {
          kind: 'Deployment',
          name: workloadRef.name,
          content: lent.spec.template ?? {},
        },
      }
    : {
        problem: `Rollout ${namespace}/${name} takes its pods from ${workloadRef.kind} ${workloadRef.name}, which is not read here. Label its pod template by hand, or let it have one of its own.`,
      };
}
