import type { Row } from './questions';
import type { StreamCost, StreamLatency } from './streams';

/** A promise and whether it was kept. */
export interface Target {
  what: string;
  measured: string;
  kept: boolean;
}

/** What the backend promises, beside what was measured at one size. */
export function targetsOf(
  rows: readonly Row[],
  streams: { latency?: StreamLatency; costs: StreamCost[] },
): Target[] {
  const row = (question: string, callers: number) =>
    rows.find(one => one.question === question && one.callers === callers);
  const warm = row('view, any entity', 1);
  const one = row('view, one entity', 1);
  const twenty = row('view, one entity', 20);
  const targets: Target[] = [];
  if (warm) {
    const over = warm.medianOverQueryMs ?? NaN;
    targets.push(
      {
        what: 'warm entity view ≤ 20 ms over the slowest of its queries',
        measured: `${over.toFixed(1)} ms`,
        kept: over <= 20,
      },
      {
        what: 'warm entity view ≤ 4 queries, no read of the API server',
        measured: `${warm.queriesPerCall.toFixed(1)} queries, ${
          warm.readsPerCall
        } reads`,
        kept: warm.queriesPerCall <= 4 && warm.readsPerCall === 0,
      },
    );
  }
  if (one && twenty) {
    // The same time is asked for the same: not more than one caller, scaled to how long it took.
    targets.push({
      what: '20 callers of one entity: p95 ≤ 50 ms with the queries of one',
      measured: `${twenty.p95Ms.toFixed(1)} ms, ${twenty.queries} queries of ${
        twenty.calls
      } calls (one caller: ${one.queries} of ${one.calls})`,
      kept: twenty.p95Ms <= 50 && twenty.queries <= Math.max(one.queries, 4),
    });
  }
  const { latency, costs } = streams;
  if (latency) {
    targets.push({
      what: 'a change reaches the browser within 500 ms (p95)',
      measured: `p50 ${latency.p50Ms.toFixed(
        0,
      )} ms, p95 ${latency.p95Ms.toFixed(0)} ms of ${latency.changes}`,
      kept: latency.p95Ms <= 500,
    });
  }
  const [few, many] = costs;
  if (few && many) {
    // The window may catch one turn of the clock more or less.
    const turn = 4;
    targets.push({
      what: `${many.clients} streams of one entity ask upstream what ${few.clients} asks`,
      measured: `${many.queries} queries and ${many.reads} reads against ${few.queries} and ${few.reads} in ${many.seconds} s`,
      kept: many.queries <= few.queries + turn && many.reads <= few.reads,
    });
  }
  return targets;
}
