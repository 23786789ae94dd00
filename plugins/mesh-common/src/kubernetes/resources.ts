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
  Rollout: argo('rollouts'),
  AnalysisRun: argo('analysisruns'),
  Experiment: argo('experiments'),
  VirtualService: istioNetworking('virtualservices'),
  DestinationRule: istioNetworking('destinationrules'),
  Gateway: istioNetworking('gateways'),
  ServiceEntry: istioNetworking('serviceentries'),
  Sidecar: istioNetworking('sidecars'),
  PeerAuthentication: istio('security', 'peerauthentications'),
  RequestAuthentication: istio('security', 'requestauthentications'),
  AuthorizationPolicy: istio('security', 'authorizationpolicies'),
  Telemetry: istio('telemetry', 'telemetries'),
};

function core(plural: string, namespaced = true) {
  return { group: '', version: 'v1', plural, namespaced };
}

function apps(plural: string) {
  return { group: 'apps', version: 'v1', plural, namespaced: true };
}

function argo(plural: string) {
  return {
    group: 'argoproj.io',
    version: 'v1alpha1',
    plural,
    namespaced: true,
  };
}

function istioNetworking(plural: string) {
  return istio('networking', plural);
}

function istio(area: string, plural: string) {
  return { group: `${area}.istio.io`, version: 'v1', plural, namespaced: true };
}
