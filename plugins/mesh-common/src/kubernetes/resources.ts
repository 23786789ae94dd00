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
    /**
     * By which it can be read, the first that is served: what Meshway reads of an object is the same in all of them.
     */
    versions: readonly [string, ...string[]];
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
  Rollout: argo('rollouts'),
  AnalysisRun: argo('analysisruns'),
  Experiment: argo('experiments'),
  VirtualService: istioNetworking('virtualservices'),
  DestinationRule: istioNetworking('destinationrules'),
  Gateway: istioNetworking('gateways'),
  ServiceEntry: istioNetworking('serviceentries'),
  Sidecar: istioNetworking('sidecars'),
  PeerAuthentication: istioSecurity('peerauthentications'),
  RequestAuthentication: istioSecurity('requestauthentications'),
  AuthorizationPolicy: istioSecurity('authorizationpolicies'),
  Telemetry: istioTelemetry('telemetries'),
};

function core(plural: string, namespaced = true) {
  return { group: '', versions: ['v1'] as const, plural, namespaced };
}

function apps(plural: string) {
  return ofGroup('apps', ['v1'], plural);
}

function argo(plural: string) {
  return ofGroup('argoproj.io', ['v1alpha1'], plural);
}

function istioNetworking(plural: string) {
  return ofGroup('networking.istio.io', ['v1', 'v1beta1', 'v1alpha3'], plural);
}

function istioSecurity(plural: string) {
  return ofGroup('security.istio.io', ['v1', 'v1beta1'], plural);
}

function istioTelemetry(plural: string) {
  return ofGroup('telemetry.istio.io', ['v1', 'v1alpha1'], plural);
}

function ofGroup(
  group: string,
  versions: readonly [string, ...string[]],
  plural: string,
) {
  return { group, versions, plural, namespaced: true };
}
