import type { ServiceView, Signals } from '@meshway/plugin-mesh-common';
import type { Zod } from './Zod';

/** More would only be skimmed. */
const MAX_FINDINGS = 10;
const MAX_REVISIONS = 4;

/** The shape of a {@link serviceSummary}. */
export function serviceSummarySchema(zod: Zod) {
  const signals = zod.object({
    requestsPerSecond: zod.number(),
    errorPercent: zod.number().optional(),
    p95Milliseconds: zod.number().optional(),
  });
  return zod.object({
    service: zod.object({
      cluster: zod.string(),
      namespace: zod.string(),
      name: zod.string(),
    }),
    headline: zod.string(),
    phase: zod.string(),
    waitsForDecision: zod.boolean(),
    canaryWeightPercent: zod
      .object({
        desired: zod.number(),
        written: zod.number().optional(),
        measured: zod.number().optional(),
      })
      .optional(),
    verdict: zod.string().optional(),
    signals: signals.optional(),
    revisions: zod.array(
      zod.object({
        role: zod.string(),
        version: zod.string(),
        hash: zod.string(),
        pods: zod.string(),
        signals: signals.optional(),
      }),
    ),
    encryption: zod.string(),
    injection: zod.string(),
    access: zod.string(),
    exposure: zod.string(),
    findings: zod.array(
      zod.object({
        code: zod.string(),
        severity: zod.string(),
        object: zod.string(),
        message: zod.string(),
        mend: zod.string(),
      }),
    ),
    moreFindings: zod.number().optional(),
    possibleDecisions: zod.array(zod.string()),
    consent: zod.string(),
    freshness: zod.array(zod.string()),
  });
}

/**
 * A service in the fewest words that still answer "how is it?".
 */
export function serviceSummary(view: ServiceView) {
  const { delivery, revisions, findings, posture, consent } = view;
  const plans = 'plans' in delivery ? Object.values(delivery.plans) : [];
  const current = revisions.filter(({ role }) => role !== 'old');
  return {
    service: {
      cluster: view.cluster,
      namespace: view.namespace,
      name: view.name,
    },
    headline: view.headline,
    phase: delivery.engine === 'none' ? 'none' : delivery.phase,
    waitsForDecision: delivery.engine !== 'none' && delivery.waitsForDecision,
    canaryWeightPercent:
      'weights' in delivery
        ? {
            desired: rounded(delivery.weights.desired),
            written: rounded(delivery.weights.written),
            measured: rounded(delivery.weights.measured?.percent),
          }
        : undefined,
    verdict: view.verdict?.sentence,
    signals: signalsOf(view.signals),
    revisions: current.slice(0, MAX_REVISIONS).map(revision => ({
      role: revision.role,
      version: revision.version,
      hash: revision.hash,
      pods: `${revision.readyPods} of ${revision.desiredPods} ready`,
      signals: signalsOf(revision.signals),
    })),
    encryption: posture.mtls.summary,
    injection: posture.injection.summary,
    access: posture.authorization.summary,
    exposure: view.exposure.headline,
    findings: findings
      .slice(0, MAX_FINDINGS)
      .map(({ code, severity, object, message, mend }) => ({
        code,
        severity,
        object,
        message,
        mend,
      })),
    moreFindings:
      findings.length > MAX_FINDINGS
        ? findings.length - MAX_FINDINGS
        : undefined,
    possibleDecisions: consent.given
      ? plans.filter(({ allowed }) => allowed).map(({ verb }) => verb)
      : [],
    consent: consent.given
      ? `Given by ${consent.by}.`
      : `${consent.reason} Add this line: ${consent.line}`,
    freshness: [
      `Cluster: ${inWords(view.freshness.cluster)}`,
      `Metrics: ${inWords(view.freshness.metrics)}`,
    ],
  };
}

function signalsOf(signals: Signals | undefined) {
  if (!signals) return undefined;
  const { requestsPerSecond, errorShare, latency } = signals;
  return {
    requestsPerSecond: rounded(requestsPerSecond),
    errorPercent: rounded(
      errorShare === undefined ? undefined : 100 * errorShare,
    ),
    p95Milliseconds: rounded(latency?.p95),
  };
}

function inWords(freshness: ServiceView['freshness']['cluster']): string {
  return freshness.state === 'live' ? 'live' : freshness.reason;
}

/** To two digits after the point. */
function rounded<T extends number | undefined>(value: T): T {
  return (value === undefined ? undefined : Math.round(value * 100) / 100) as T;
}
