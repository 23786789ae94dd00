import type {
  Delivery,
  Revision,
  ServiceView,
  Signals,
  Verdict,
} from '../model';
import { verdictSummary } from '../verdict/verdictSummary';
import { blueGreenSentence } from './headline/blueGreenSentence';
import { canarySentence } from './headline/canarySentence';
import { unmanagedSentence } from './headline/unmanagedSentence';
import { weightedSentence } from './headline/weightedSentence';
import { clockTime, percent } from './words';

/** One sentence of truth: what runs, what it waits for, how it does. */
export function headlineOf(
  view: Pick<
    ServiceView,
    'delivery' | 'revisions' | 'signals' | 'verdict' | 'freshness'
  >,
): string {
  const { delivery, revisions, signals, verdict, freshness } = view;
  const text = [
    stateSentence(delivery, revisions),
    comparison(delivery, revisions, verdict) ?? errorsOf(signals),
  ]
    .filter(sentence => sentence !== '')
    .join(' ');
  return freshness.cluster.state === 'stale'
    ? `As last heard at ${clockTime(freshness.cluster.heardAt)}: ${text}`
    : text;
}

function stateSentence(delivery: Delivery, revisions: Revision[]): string {
  switch (delivery.engine) {
    case 'none':
      return unmanagedSentence(delivery, revisions);
    case 'weighted-routes':
      return weightedSentence(delivery, revisions);
    default:
      return delivery.strategy === 'canary'
        ? canarySentence(delivery, revisions)
        : blueGreenSentence(delivery, revisions);
  }
}

/** Errors of the canary against stable; undefined when no canary takes requests. */
function comparison(
  delivery: Delivery,
  revisions: Revision[],
  verdict: Verdict | undefined,
): string | undefined {
  if ('aborted' in delivery && delivery.aborted) return undefined;
  if (verdict?.errors) return verdictSummary(verdict);
  const canary = revisions.find(({ role }) => role === 'canary');
  const stable = revisions.find(({ role }) => role === 'stable');
  const own = canary?.signals?.errorShare;
  if (!stable || own === undefined) return undefined;
  const old = stable.signals?.errorShare;
  return old === undefined
    ? `Errors ${percent(100 * own)} on the canary.`
    : `Errors ${percent(100 * own)} against ${percent(100 * old)} on stable.`;
}

function errorsOf(signals: Signals | undefined): string {
  return signals?.errorShare === undefined
    ? ''
    : `Errors ${percent(100 * signals.errorShare)}.`;
}
