import { ownedBy } from '../../kubernetes/ownedBy';
import { ROLLOUT_HASH_LABEL } from '../../kubernetes/rolloutHashLabel';
import type { AnalysisRun, ObjectMetadata, Rollout } from '../../kubernetes';
import type { Analysis, AnalysisMetric, AnalysisPhase } from '../../model';
import { isFullyPromoted } from './phase';
import { newestFirst } from './ownedObjects';

/** Kept by the controller: 5 successful and 5 unsuccessful ones, unless the Rollout asks for more. */
const MAX_ANALYSES = 20;

const PHASES: readonly string[] = [
  'Pending',
  'Running',
  'Successful',
  'Failed',
  'Error',
  'Inconclusive',
] satisfies AnalysisPhase[];

const TYPES = new Map<string | undefined, Analysis['type']>([
  ['Step', 'step'],
  ['Background', 'background'],
  ['PrePromotion', 'pre-promotion'],
  ['PostPromotion', 'post-promotion'],
]);

/** The analyses of the revision that is under way, or of the one that was judged last; the newest first. */
export function analysesOf(
  rollout: Rollout,
  analysisRuns: AnalysisRun[],
): Analysis[] {
  return relevant(rollout, ownedBy(rollout, analysisRuns))
    .slice(0, MAX_ANALYSES)
    .map(run => analysisOf(run));
}

/** Those of the current revision and, when nothing is under way, of the one that the newest of them is about. */
export function relevant<T extends { metadata: ObjectMetadata }>(
  rollout: Rollout,
  objects: T[],
): T[] {
  const sorted = newestFirst(objects);
  const hashes = new Set([rollout.status.currentPodHash]);
  if (isFullyPromoted(rollout)) hashes.add(hashOf(sorted[0]));
  return sorted.filter(object => hashes.has(hashOf(object)));
}

/**
 * What an AnalysisRun has measured.
 *
 * @param type - of a run that a Rollout did not start itself
 */
export function analysisOf(
  { metadata, spec, status }: AnalysisRun,
  type: Analysis['type'] = 'standalone',
): Analysis {
  const { labels = {} } = metadata;
  const step = labels['step-index'];
  return {
    name: metadata.name,
    type: TYPES.get(labels['rollout-type']) ?? type,
    phase: analysisPhase(status.phase),
    message: status.message ?? '',
    hash: labels[ROLLOUT_HASH_LABEL],
    stepIndex: step && /^\d+$/.test(step) ? Number(step) : undefined,
    startedAt: status.startedAt ?? metadata.creationTimestamp,
    metrics: spec.metrics.map(metric => metricOf(metric, status.metricResults)),
  };
}

/** Empty until the controller has looked at it. */
export function analysisPhase(phase: string | undefined): AnalysisPhase {
  if (!phase) return 'Pending';
  return PHASES.includes(phase) ? (phase as AnalysisPhase) : 'unknown';
}

function metricOf(
  metric: AnalysisRun['spec']['metrics'][number],
  results: AnalysisRun['status']['metricResults'],
): AnalysisMetric {
  const result = results.find(({ name }) => name === metric.name);
  const { count } = metric;
  const hasCount = count !== undefined && count !== '0';
  return {
    name: metric.name,
    phase: analysisPhase(result?.phase),
    message: result?.message ?? '',
    counts: {
      successful: result?.successful ?? 0,
      failed: result?.failed ?? 0,
      inconclusive: result?.inconclusive ?? 0,
      error: result?.error ?? 0,
    },
    successCondition: metric.successCondition,
    failureCondition: metric.failureCondition,
    failureLimit: metric.failureLimit ?? '0',
    inconclusiveLimit: metric.inconclusiveLimit ?? '0',
    // `Metric.EffectiveCount`: once without an interval, else until it is stopped.
    count: hasCount ? count : oneUnless(metric.interval),
    measurements: (result?.measurements ?? []).map(measurement => ({
      ...measurement,
      phase: analysisPhase(measurement.phase),
    })),
  };
}

function oneUnless(interval: string | undefined): string | undefined {
  return interval ? undefined : '1';
}

function hashOf(
  object: { metadata: ObjectMetadata } | undefined,
): string | undefined {
  return object?.metadata.labels?.[ROLLOUT_HASH_LABEL];
}
