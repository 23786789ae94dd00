import { quantile } from '../../../plugins/mesh-backend/dev/bench/measureCalls.ts';
import type { Target } from '../../../plugins/mesh-backend/dev/bench/targets.ts';

/** What was measured in the browser; times in milliseconds. */
export interface BrowserMeasures {
  /** Scripts of the tab, in kB of gzip: until its first data, and later. */
  bundle: { firstKb: number; lazyKb: number; files: number };
  /** From a navigation of the browser to the first data. */
  pageMs: number[];
  /** From the click on the tab to the first data. */
  tabMs: number[];
  /** From a change that is sent to the API server to its words. */
  newsMs: number[];
  /** From the click on Promote to its confirmation. */
  decisionsMs: number[];
  /** Tasks longer than 50 ms while a graph is refreshed. */
  refresh: { nodes: number; tasksMs: number[] };
  /** From the click on Create to the new service in its Mesh tab. */
  creationMs: number[];
}

const MAX_KB = 200;
const LONG_TASK_MS = 200;

/** What the interface promises, beside what was measured. */
export function targetsOf(measures: BrowserMeasures): Target[] {
  const { bundle, refresh } = measures;
  const kb = bundle.firstKb + bundle.lazyKb;
  const longTasks = refresh.tasksMs.filter(ms => ms > LONG_TASK_MS);
  return [
    within('a change in the cluster is read in the tab', measures.newsMs, 1000),
    within('a promote is confirmed', measures.decisionsMs, 2000),
    within('the page shows its first data', measures.pageMs, 1500),
    within('the tab shows its first data', measures.tabMs, 1500),
    within('a new service is on its Mesh tab', measures.creationMs, 20_000),
    {
      what: `the tab’s own scripts ≤ ${MAX_KB} kB of gzip`,
      measured: `${kb.toFixed(0)} kB in ${
        bundle.files
      } files, ${bundle.lazyKb.toFixed(0)} kB of them after the first data`,
      kept: kb <= MAX_KB,
    },
    {
      what: `no task > ${LONG_TASK_MS} ms while a graph is refreshed`,
      measured: `${longTasks.length} with ${
        refresh.nodes
      } nodes, the longest ${Math.max(0, ...refresh.tasksMs).toFixed(0)} ms`,
      kept: longTasks.length === 0,
    },
  ];
}

function within(what: string, times: number[], limitMs: number): Target {
  const p95 = quantile(times, 0.95);
  return {
    what: `${what} within ${limitMs} ms (p95)`,
    measured: `median ${quantile(times, 0.5).toFixed(0)} ms, p95 ${p95.toFixed(
      0,
    )} ms of ${times.length}`,
    kept: p95 <= limitMs,
  };
}
