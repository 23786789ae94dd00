import type {
  AuthorizationPolicy,
  ObjectLookup,
  ObjectMetadata,
  Sidecar,
} from '../kubernetes';
import type { MeshSettings } from '../model';
import { hasLabels, type Labels } from './labels';
import type { ServiceObjects } from './ServiceObjects';

/** On a Service or its Namespace: the Gateway that stands in front of it in an ambient mesh. */
const WAYPOINT_LABEL = 'istio.io/use-waypoint';

/** The class of which every waypoint is (`WaypointGatewayClassName` in Istio's pkg/config/constants). */
const WAYPOINT_CLASS = 'istio-waypoint';

type Policies = Pick<
  ServiceObjects,
  | 'peerAuthentications'
  | 'authorizationPolicies'
  | 'requestAuthentications'
  | 'telemetries'
  | 'sidecars'
>;

/**
 * Finds what holds for the pods of a service or for its waypoint: of the root namespace, of its own namespace, and
 * there only what selects them (`ShouldAttachPolicy` in pilot/pkg/model/policyattachment.go).
 */
export function findPolicies(
  lookup: ObjectLookup,
  input: {
    services: ServiceObjects['service'][];
    namespace: ServiceObjects['namespace'];
    podLabels: Labels[];
    mesh: MeshSettings;
  },
): Policies {
  const { services, podLabels, mesh } = input;
  const [{ metadata }] = services;
  const own = metadata.namespace ?? '';
  const namespaces = [...new Set([own, mesh.rootNamespace])];

  const selects = (wanted: Labels | undefined) =>
    Object.keys(wanted ?? {}).length === 0 ||
    podLabels.some(labels => hasLabels(labels, wanted));
  const isTarget = targetOf(input, own);
  const holds = ({ metadata: { namespace }, spec }: Targetable) => {
    const targets =
      spec.targetRefs.length > 0 || !spec.targetRef
        ? spec.targetRefs
        : [spec.targetRef];
    return targets.length > 0
      ? targets.some(target => isTarget(target, namespace))
      : selects(spec.selector?.matchLabels);
  };
  const list = <
    K extends
      | 'PeerAuthentication'
      | 'AuthorizationPolicy'
      | 'RequestAuthentication'
      | 'Telemetry',
  >(
    kind: K,
  ) => namespaces.flatMap(namespace => lookup.list(kind, namespace));

  return {
    peerAuthentications: list('PeerAuthentication').filter(({ spec }) =>
      selects(spec.selector?.matchLabels),
    ),
    authorizationPolicies: list('AuthorizationPolicy').filter(holds),
    requestAuthentications: list('RequestAuthentication').filter(holds),
    telemetries: list('Telemetry').filter(
      telemetry =>
        holds(telemetry) &&
        // One of the root namespace is for the whole mesh, or for that namespace (`applicableTelemetries`).
        (telemetry.metadata.namespace === own || isForAll(telemetry)),
    ),
    sidecars: sidecarsOf(lookup, own, podLabels, mesh),
  };
}

interface Targetable {
  metadata: ObjectMetadata;
  spec: Pick<
    AuthorizationPolicy['spec'],
    'selector' | 'targetRefs' | 'targetRef'
  >;
}

type Target = Targetable['spec']['targetRefs'][number];

function isForAll({ spec }: Targetable): boolean {
  return (
    spec.targetRefs.length === 0 &&
    Object.keys(spec.selector?.matchLabels ?? {}).length === 0
  );
}

/** Whether a reference by name means one of the Services or their waypoint. */
function targetOf(
  input: {
    services: ServiceObjects['service'][];
    namespace: ServiceObjects['namespace'];
    mesh: MeshSettings;
  },
  own: string,
) {
  const names = new Set(input.services.map(({ metadata }) => metadata.name));
  const carriers = [...input.services, input.namespace];
  const waypoints = new Set(
    carriers.flatMap(
      carrier => carrier?.metadata.labels?.[WAYPOINT_LABEL] ?? [],
    ),
  );
  return ({ kind, name }: Target, namespace: string | undefined): boolean => {
    switch (kind) {
      case 'Service':
        return namespace === own && names.has(name);
      case 'Gateway':
        return namespace === own && waypoints.has(name);
      case 'GatewayClass':
        return (
          namespace === input.mesh.rootNamespace &&
          name === WAYPOINT_CLASS &&
          waypoints.size > 0
        );
      default:
        return false;
    }
  };
}

/**
 * The Sidecar that each pod follows, never more than one: one that selects it, else one for its namespace, else the
 * one for the mesh, the oldest of each (`getSidecarScope` in pilot/pkg/model/push_context.go).
 */
function sidecarsOf(
  lookup: ObjectLookup,
  namespace: string,
  podLabels: Labels[],
  mesh: MeshSettings,
): Sidecar[] {
  const selective = ({ spec }: Sidecar) => spec.workloadSelector !== undefined;
  const own = oldestFirst(lookup.list('Sidecar', namespace));
  const ofRoot = oldestFirst(lookup.list('Sidecar', mesh.rootNamespace));
  const candidates = [
    ...own.filter(selective),
    ...own.filter(sidecar => !selective(sidecar)),
    ...ofRoot.filter(sidecar => !selective(sidecar)).slice(0, 1),
  ];
  const followed = podLabels.map(labels =>
    candidates.find(({ spec }) =>
      hasLabels(labels, spec.workloadSelector?.labels),
    ),
  );
  return [...new Set(followed)].filter(sidecar => sidecar !== undefined);
}

function oldestFirst<T extends { metadata: ObjectMetadata }>(all: T[]): T[] {
  const key = ({ metadata }: T) =>
    `${metadata.creationTimestamp ?? ''} ${metadata.name}`;
  return [...all].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
