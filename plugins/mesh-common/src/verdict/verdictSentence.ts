import type { ErrorComparison, Verdict } from '../model';
import { percent } from '../service/words';
import { latencyText } from './latencyText';
import { count, points } from './words';

/** A verdict with its numbers and its reason. */
export function verdictSentence(
  { result, errors, latency, minimum }: Omit<Verdict, 'sentence'>,
  requests: { canary: number; stable: number },
): string {
  if (result === 'not enough data') {
    const missing =
      tooFew(requests.canary, minimum, 'the canary') ??
      tooFew(requests.stable, minimum, 'stable');
    const open = errors && `${errorText(errors)}; more requests will tell`;
    return `Not enough data: ${missing ?? open}.`;
  }
  const facts = [
    ...(errors
      ? [{ name: 'errors', of: errors.result, text: errorText(errors) }]
      : []),
    ...(latency
      ? [
          {
            name: 'response time',
            of: latency.result,
            text: latencyText(latency),
          },
        ]
      : []),
  ];
  const reasons = facts.filter(fact => fact.of === result);
  const others = facts.filter(fact => fact.of !== result);
  const sentences = [
    `${result}: ${reasons.map(({ text }) => text).join('; ')}.`,
    ...others.map(({ name, of, text }) => `${name}: ${of}, ${text}.`),
  ];
  return sentences.map(capitalized).join(' ');
}

function capitalized(text: string): string {
  return text[0].toUpperCase() + text.slice(1);
}

function tooFew(
  requests: number,
  minimum: number,
  to: string,
): string | undefined {
  if (requests >= minimum) return undefined;
  const noun = requests === 1 ? 'request' : 'requests';
  return `${count(requests)} ${noun} to ${to}, ${count(minimum)} are needed`;
}

function errorText({ canary, stable, difference }: ErrorComparison): string {
  return `errors ${percent(100 * canary.share)} of ${count(
    canary.requests,
  )} requests against ${percent(100 * stable.share)} of ${count(
    stable.requests,
  )} on stable (difference ${points(difference.low, difference.high)})`;
}
