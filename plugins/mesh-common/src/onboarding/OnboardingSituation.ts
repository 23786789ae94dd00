import type {
  Deployment,
  Namespace,
  ObjectLookup,
  PodTemplate,
  Rollout,
  StatefulSet,
} from '../kubernetes';
import type { MeshSettings, OnboardingRequest } from '../model';
import type { Labels } from '../service/labels';
import type { ServiceObjects } from '../service/ServiceObjects';

/** A workload behind the service. */
export interface OnboardedWorkload {
  /** What says which entity may decide. */
  object: Rollout | Deployment | StatefulSet;
  /** What holds the pod template: the same, unless a Rollout borrows it (`workloadRef`). */
  template: {
    kind: 'Rollout' | 'Deployment' | 'StatefulSet';
    name: string;
    content: PodTemplate;
  };
}

/** A service that can come into the mesh, and what is there of it. */
export interface OnboardingSituation {
  request: OnboardingRequest;
  lookup: ObjectLookup;
  mesh: MeshSettings;
  objects: ServiceObjects;
  namespace: Namespace;
  /** Labels by which the Service selects its pods; never none. */
  selector: Labels;
  /** Never none. */
  workloads: OnboardedWorkload[];
}
