import type {
  Delivery,
  DeliveryPhase,
  FleetRow,
  Revision,
  ServiceView,
} from '../model';

/**
 * One service as a row of the fleet.
 *
 * @public
 */
export function buildFleetRow(input: {
  entityRef: string;
  title: string;
  ownerRef?: string;
  view: ServiceView;
}): FleetRow {
  const { view } = input;
  const { delivery, revisions } = view;
  const stable = revisions.find(revision => revision.role === 'stable');
  const row: FleetRow = {
    entityRef: input.entityRef,
    title: input.title,
    owner: input.ownerRef,
    cluster: view.cluster,
    namespace: view.namespace,
    service: view.name,
    phase: view.unreadable?.length ? 'unknown' : 'none',
    waitsForDecision: false,
    version: stable?.version,
    signals: view.signals,
    findings: {
      errors: view.findings.filter(({ severity }) => severity === 'error')
        .length,
      warnings: view.findings.filter(({ severity }) => severity === 'warning')
        .length,
    },
    mtls: mtlsOf(view),
    meshed: meshedOf(view),
    headline: view.headline,
    freshness: view.freshness.cluster,
  };
  if (delivery.engine === 'none') return row;

  row.phase = delivery.phase;
  row.waitsForDecision = delivery.waitsForDecision;
  const canary = revisions.find(revision => revision.role === 'canary');
  if (!stable) {
    // The first revision is nobody's canary.
    row.version = (canary ?? newest(revisions))?.version;
  } else if (canary && !isAborted(delivery)) {
    row.canaryVersion = canary.version;
    row.step = stepOf(delivery);
    row.weight = weightOf(delivery);
  }
  return row;
}

/** What all pods take, where that is known; a pod without a proxy takes plain text, whatever the mode. */
function mtlsOf({ posture }: ServiceView): FleetRow['mtls'] {
  const modes = new Set(
    posture.mtls.server.map(({ mode, enforced }) =>
      enforced ? mode : 'DISABLE',
    ),
  );
  return modes.size > 1 ? 'mixed' : [...modes][0];
}

function meshedOf({ posture }: ServiceView): FleetRow['meshed'] {
  const { pods, podCount } = posture.injection;
  // Those that differ from what is asked come first, so those that are not listed are as they should be.
  const outside = pods.filter(({ dataPlane }) => dataPlane === 'none').length;
  return podCount > 0 ? { pods: podCount - outside, of: podCount } : undefined;
}

function newest(revisions: Revision[]): Revision | undefined {
  return revisions.find(({ role }) => role === 'preview' || role === 'active');
}

function isAborted(delivery: Delivery): boolean {
  return delivery.engine === 'argo-rollouts' && delivery.aborted;
}

/** Of all traffic, as the headline says it, also where three versions share a route. */
function weightOf(delivery: Delivery): number | undefined {
  if (delivery.engine === 'weighted-routes') {
    return delivery.destinations.find(({ role }) => role === 'canary')?.weight;
  }
  return 'weights' in delivery ? delivery.weights.written : undefined;
}

/** As the headline counts: from 1. */
function stepOf(delivery: Delivery): string | undefined {
  if (delivery.engine !== 'argo-rollouts' || delivery.strategy !== 'canary') {
    return undefined;
  }
  const { currentStepIndex, steps } = delivery;
  return currentStepIndex < steps.length
    ? `${currentStepIndex + 1}/${steps.length}`
    : undefined;
}

/**
 * Whether a service needs mending: an error among its findings, requests in plain text, or pods outside the mesh.
 *
 * @public
 */
export function needsAttention({ findings, mtls, meshed }: FleetRow): boolean {
  return (
    findings.errors > 0 ||
    mtls === 'DISABLE' ||
    mtls === 'mixed' ||
    (meshed !== undefined && meshed.pods < meshed.of)
  );
}

const PHASE_ORDER: Record<DeliveryPhase | 'none' | 'unknown', number> = {
  Degraded: 1,
  unknown: 2,
  Progressing: 3,
  Paused: 4,
  Healthy: 5,
  none: 5,
};

/**
 * Order of the fleet: what waits for a decision, then what is broken, then what moves, then by title.
 *
 * @public
 */
export function compareFleetRows(a: FleetRow, b: FleetRow): number {
  return (
    urgencyOfFleetRow(a) - urgencyOfFleetRow(b) ||
    a.title.localeCompare(b.title, 'en') ||
    a.entityRef.localeCompare(b.entityRef, 'en') ||
    a.cluster.localeCompare(b.cluster, 'en') ||
    a.service.localeCompare(b.service, 'en')
  );
}

/**
 * How early a row comes: 0 waits for a decision, 5 is well.
 *
 * @public
 */
export function urgencyOfFleetRow(row: FleetRow): number {
  return row.waitsForDecision ? 0 : PHASE_ORDER[row.phase];
}
