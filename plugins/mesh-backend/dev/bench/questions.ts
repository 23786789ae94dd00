import { setTimeout as sleep } from 'node:timers/promises';
import { measureCalls, quantile, type Measured } from './measureCalls';
import type { ServicesUnderTest } from './ServicesUnderTest';

/** Longer than the backend remembers what Prometheus said. */
const FORGOTTEN_MS = 16_000;
const LONGEST_MS = 20_000;
/** Calls that are not measured: by then V8 has compiled what every call runs through, as in any portal that is in use. */
const WARM_UP = { callers: 20, calls: 4000 };

/** One line of the bench's table. */
export interface Row extends Measured {
  services: number;
  question: string;
  callers: number;
  queriesPerCall: number;
  readsPerCall: number;
  /** Of all calls together. */
  queries: number;
  slowestQueryMs: number;
  /** By how much a call took longer than the slowest of its own queries; of calls one at a time. */
  medianOverQueryMs?: number;
}

type Question = (under: ServicesUnderTest, index: number) => string;

const QUESTIONS: Record<string, Question> = {
  'view, one entity': under => `${under.entityPath(0)}/view`,
  'view, any entity': (under, index) => `${under.entityPath(index)}/view`,
  graph: (under, index) =>
    `${under.entityPath(index)}/traffic?${under.serviceQuery(index)}`,
  series: (under, index) => {
    const to = Date.now();
    const [from, until] = [to - 3_600_000, to].map(at =>
      new Date(at).toISOString(),
    );
    return `${under.entityPath(index)}/series?${under.serviceQuery(
      index,
    )}&from=${from}&to=${until}`;
  },
  fleet: () => '/fleet?limit=100',
};

/**
 * By callers. So many that the first round of new connections is not the slowest twentieth; of the twenty callers, for
 * which there is a target, so many that collections of garbage, each half a second long, count as they do in the long
 * run and not by the luck of two seconds.
 */
const CALLS: Record<number, number> = { 1: 60, 20: 10_000, 200: 4000 };

/** Each question by so many callers at once. */
export async function askAll(
  under: ServicesUnderTest,
  callers: readonly number[],
): Promise<Row[]> {
  await measureCalls({
    ...WARM_UP,
    longestMs: 3 * LONGEST_MS,
    call: index => under.get(`${under.entityPath(index)}/view`),
  });
  const rows = [await askCold(under)];
  for (const [question, pathOf] of Object.entries(QUESTIONS)) {
    const ask = (index: number) => under.get(pathOf(under, index));
    for (const count of callers) {
      rows.push(
        count === 1
          ? await askAlone(under, { question, ask, calls: CALLS[1] })
          : await askTogether(under, { question, ask, callers: count }),
      );
    }
  }
  return rows;
}

async function askTogether(
  under: ServicesUnderTest,
  options: {
    question: string;
    ask: (index: number) => Promise<boolean>;
    callers: number;
  },
): Promise<Row> {
  const { question, ask, callers } = options;
  const { result, ...upstream } = await under.counting(() =>
    measureCalls({
      callers,
      calls: CALLS[callers],
      longestMs: LONGEST_MS,
      call: ask,
    }),
  );
  return rowOf(under, question, callers, result, upstream);
}

/** One call after the other, each compared with its own queries. */
async function askAlone(
  under: ServicesUnderTest,
  options: {
    question: string;
    ask: (index: number) => Promise<boolean>;
    calls: number;
    /** Before each call. */
    pauseMs?: number;
  },
): Promise<Row> {
  const { question, ask, calls, pauseMs = 0 } = options;
  const over: number[] = [];
  const upstream = { queries: 0, reads: 0, slowestQueryMs: 0 };
  const times: number[] = [];
  let failures = 0;
  for (let index = 0; index < calls; index++) {
    await sleep(pauseMs);
    const { result, queries, reads, slowestQueryMs } = await under.counting(
      async () => {
        const startedAt = performance.now();
        const ok = await ask(index);
        return { ok, ms: performance.now() - startedAt };
      },
    );
    if (!result.ok) failures++;
    times.push(result.ms);
    over.push(result.ms - slowestQueryMs);
    upstream.queries += queries;
    upstream.reads += reads;
    upstream.slowestQueryMs = Math.max(upstream.slowestQueryMs, slowestQueryMs);
  }
  const measured = {
    calls,
    medianMs: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
    failures,
  };
  return {
    ...rowOf(under, question, 1, measured, upstream),
    medianOverQueryMs: quantile(over, 0.5),
  };
}

/** One view at a time, after whatever was remembered is forgotten. */
async function askCold(under: ServicesUnderTest): Promise<Row> {
  return await askAlone(under, {
    question: 'view, all forgotten',
    ask: () => under.get(`${under.entityPath(1)}/view`),
    calls: 5,
    pauseMs: FORGOTTEN_MS,
  });
}

function rowOf(
  under: ServicesUnderTest,
  question: string,
  callers: number,
  measured: Measured,
  upstream: { queries: number; reads: number; slowestQueryMs: number },
): Row {
  return {
    services: under.services.length,
    question,
    callers,
    ...measured,
    queries: upstream.queries,
    queriesPerCall: upstream.queries / measured.calls,
    readsPerCall: upstream.reads / measured.calls,
    slowestQueryMs: upstream.slowestQueryMs,
  };
}
