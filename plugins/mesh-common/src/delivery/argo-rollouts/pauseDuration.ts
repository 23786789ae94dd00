import type { CanaryStep } from '../../kubernetes';

const UNIT_SECONDS: Record<string, number> = {
  h: 3600,
  m: 60,
  s: 1,
  ms: 1e-3,
  us: 1e-6,
  µs: 1e-6,
  ns: 1e-9,
};

/**
 * Length of a timed pause in whole seconds, undefined for one that waits for a decision.
 *
 * As `DurationSeconds` in argo-rollouts pkg/apis/rollouts/v1alpha1/types.go: a number, a number in
 * quotes, or a Go duration such as `1h30m`. Anything else is an invalid spec, on which the controller
 * does not act.
 *
 * @public
 */
export function pauseSeconds(
  pause: NonNullable<CanaryStep['pause']>,
): number | undefined {
  const { duration } = pause;
  if (duration === undefined) return undefined;
  if (typeof duration === 'number') return duration;
  if (/^\d+$/.test(duration)) return Number(duration);
  return goDurationSeconds(duration);
}

/** A Go duration such as `1h30m` in whole seconds; undefined when it is none. */
export function goDurationSeconds(duration: string): number | undefined {
  if (!/^(\d+(\.\d+)?(h|ms|m|s|us|µs|ns))+$/.test(duration)) return undefined;
  const total = [...duration.matchAll(/(\d+(?:\.\d+)?)([a-zµ]+)/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * UNIT_SECONDS[unit],
    0,
  );
  return Math.floor(total);
}
