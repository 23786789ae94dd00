import type { MeshKind } from './parseObject';

/**
 * Where the API server serves each kind.
 *
 * @public
 */
export const MESH_RESOURCES: Record<
  MeshKind,
  {
    /** Empty for the core group. */
    group: string;
    version: string;
    plural: string;
    namespaced: boolean;
  }
> = {
  Namespace: core('namespaces', false),
  Service: core('services'),
  Pod: core('pods'),
  ReplicaSet: apps('replicasets'),
  Deployment: apps('deployments'),
  StatefulSet: apps('statefulsets'),
  Rollout: {
    group: 'argoproj.io',
    version: 'v1alpha1',
    plural: 'rollouts',
    namespaced: true,
  },
  VirtualService: istioNetworking('virtualservices'),
  DestinationRule: istioNetworking('destinationrules'),
};

function core(plural: string, namespaced = true) {
  return { group: '', version: 'v1', plural, namespaced };
}

function apps(plural: string) {
  return { group: 'apps', version: 'v1', plural, namespaced: true };
}

function istioNetworking(plural: string) {
  return {
    group: 'networking.istio.io',
    version: 'v1',
    plural,
    namespaced: true,
  };
}
