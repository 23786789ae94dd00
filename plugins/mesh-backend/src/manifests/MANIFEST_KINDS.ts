/**
 * A kind of object that a service may bring along.
 */
export interface ManifestKind {
  /** Empty for the core group. */
  group: string;
  kind: string;
  /** By which RBAC names it. */
  plural: string;
}

/**
 * What a service consists of. A list of what is allowed, because the portal's account writes for people who may have no
 * rights in the cluster: nothing here gives rights, admits objects, holds secrets or changes the cluster's API.
 *
 * EnvoyFilter and WasmPlugin are not among them: they carry programs into the proxies.
 */
export const MANIFEST_KINDS: readonly ManifestKind[] = [
  ...ofGroup('', {
    Namespace: 'namespaces',
    Service: 'services',
    ServiceAccount: 'serviceaccounts',
    ConfigMap: 'configmaps',
    ResourceQuota: 'resourcequotas',
    LimitRange: 'limitranges',
  }),
  ...ofGroup('apps', { Deployment: 'deployments' }),
  ...ofGroup('autoscaling', {
    HorizontalPodAutoscaler: 'horizontalpodautoscalers',
  }),
  ...ofGroup('policy', { PodDisruptionBudget: 'poddisruptionbudgets' }),
  ...ofGroup('networking.k8s.io', { NetworkPolicy: 'networkpolicies' }),
  ...ofGroup('networking.istio.io', {
    VirtualService: 'virtualservices',
    DestinationRule: 'destinationrules',
    Gateway: 'gateways',
    ServiceEntry: 'serviceentries',
    Sidecar: 'sidecars',
  }),
  ...ofGroup('security.istio.io', {
    PeerAuthentication: 'peerauthentications',
    RequestAuthentication: 'requestauthentications',
    AuthorizationPolicy: 'authorizationpolicies',
  }),
  ...ofGroup('telemetry.istio.io', { Telemetry: 'telemetries' }),
  ...ofGroup('argoproj.io', {
    Rollout: 'rollouts',
    AnalysisTemplate: 'analysistemplates',
  }),
  ...ofGroup('gateway.networking.k8s.io', {
    Gateway: 'gateways',
    HTTPRoute: 'httproutes',
  }),
];

function ofGroup(
  group: string,
  plurals: Record<string, string>,
): ManifestKind[] {
  return Object.entries(plurals).map(([kind, plural]) => ({
    group,
    kind,
    plural,
  }));
}
