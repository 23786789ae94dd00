import type { Verdict } from '../model';
import { percent } from '../service/words';
import { latencyText } from './latencyText';

/**
 * A verdict in so few words that a headline has room for it: `Errors 0.4 % against 0.3 % on stable: no
 * difference.` Empty when there are no requests to compare.
 */
export function verdictSummary({ result, errors, latency }: Verdict): string {
  if (!errors) return '';
  const [canary, stable] = [errors.canary, errors.stable].map(({ share }) =>
    percent(100 * share),
  );
  const slower =
    latency && latency.result === result && latency.result !== 'no difference'
      ? `, ${latencyText(latency)}`
      : '';
  return `Errors ${canary} against ${stable} on stable${slower}: ${result}.`;
}
