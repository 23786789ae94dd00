import { setTimeout as sleep } from 'node:timers/promises';
import { measureCalls, quantile, type Measured } from './measureCalls';
import type { ServicesUnderTest } from './ServicesUnderTest';

/** Longer than the backend remembers what Prometheus said. */
const FORGOTTEN_MS = 16_000;
const LONGEST_MS = 20_000;

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

const CALLS: Record<number, number> = { 1: 60, 20: 400, 200: 800 };

/** Each question by so many callers at once. */
export async function askAll(
  under: ServicesUnderTest,
  callers: readonly number[],
): Promise<Row[]> {
  const rows = [await askCold(under)];
  for (const [question, pathOf] of Object.entries(QUESTIONS)) {
    for (const count of callers) {
      const { result, ...upstream } = await under.counting(() =>
        measureCalls({
          callers: count,
          calls: CALLS[count],
          longestMs: LONGEST_MS,
          call: index => under.get(pathOf(under, index)),
        }),
      );
      rows.push(rowOf(under, question, count, result, upstream));
    }
  }
  return rows;
}

/** One view at a time, after whatever was remembered is forgotten. */
async function askCold(under: ServicesUnderTest): Promise<Row> {
  const times: number[] = [];
  const over: number[] = [];
  const sums = { queries: 0, reads: 0, slowestQueryMs: 0 };
  let failures = 0;
  const path = `${under.entityPath(1)}/view`;
  for (let index = 0; index < 5; index++) {
    await sleep(FORGOTTEN_MS);
    const startedAt = performance.now();
    const { result, queries, reads, slowestQueryMs } = await under.counting(
      () => under.get(path),
    );
    const ms = performance.now() - startedAt;
    if (!result) failures++;
    times.push(ms);
    over.push(ms - slowestQueryMs);
    sums.queries += queries;
    sums.reads += reads;
    sums.slowestQueryMs = Math.max(sums.slowestQueryMs, slowestQueryMs);
  }
  return {
    ...rowOf(
      under,
      'view, cold metrics',
      1,
      {
        calls: times.length,
        medianMs: quantile(times, 0.5),
        p95Ms: quantile(times, 0.95),
        failures,
      },
      sums,
    ),
    medianOverQueryMs: quantile(over, 0.5),
  };
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
