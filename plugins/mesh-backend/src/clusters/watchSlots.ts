/** With the kinds of Kubernetes alone, a third of all, one watch ends every six seconds. */
const SHORTEST_PERIOD = 24;
/** What one watch alone has lost is found after so long at the latest. */
const LONGEST_PERIOD = 300;
/** Ends that are closer tell no more: a cluster that is read namespace by namespace has hundreds of watches. */
const BETWEEN_ENDS = 4 / 3;

/** A watch that would end sooner goes on for one more turn. */
const MIN_SECONDS = 2;

/**
 * For how long a watch is asked for, so that the watches of a cluster end one after the other and evenly over time.
 *
 * The proxy does not tell when a connection is cut behind it: a cut watch is silent like one without news, and only
 * its missing end gives it away. What cuts one connection mostly cuts all, so with every cluster's next end but
 * seconds away, no cut stays hidden for longer, at no more requests than if all ended together.
 *
 * @param slot - number of the watch, from 0
 * @param slots - number of watches of the cluster
 * @param periodSeconds - how long a watch lasts that begins at its slot
 * @param now - milliseconds of any clock that only goes forward
 * @returns whole seconds
 */
export function watchSeconds(
  slot: number,
  slots: number,
  periodSeconds: number,
  now: number,
): number {
  // Neighbours are far apart: whole groups of kinds are missing where a cluster has no Istio or no Argo Rollouts.
  const place = (slot * strideOf(slots)) % slots;
  const end = (place / slots) * periodSeconds;
  const untilEnd =
    (((end - now / 1000) % periodSeconds) + periodSeconds) % periodSeconds;
  return Math.ceil(
    untilEnd < MIN_SECONDS ? untilEnd + periodSeconds : untilEnd,
  );
}

/** How long a watch of so many lasts, in seconds. */
export function watchPeriod(slots: number): number {
  return Math.min(
    LONGEST_PERIOD,
    Math.max(SHORTEST_PERIOD, Math.round(slots * BETWEEN_ENDS)),
  );
}

/** About the golden section of the slots, and without a common divisor, so that every place is taken once. */
function strideOf(slots: number): number {
  let stride = Math.max(1, Math.round(slots * 0.618));
  while (divisor(stride, slots) > 1) stride += 1;
  return stride;
}

function divisor(a: number, b: number): number {
  return b === 0 ? a : divisor(b, a % b);
}
