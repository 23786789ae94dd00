import { crowdedGraph } from '../../src/__fixtures__/traffic';
import { service } from '../../src/__fixtures__/views';
import { pictureOf } from '../../src/entity/traffic/graph/pictureOf';
import { peersOf } from '../../src/entity/traffic/peersOf';

const RUNS = 30;

/** Milliseconds that it takes to lay out a graph of so many peers, from the answer of the backend on. */
export function measureLayout(peers: number): { first: number; p95: number } {
  const graph = crowdedGraph(peers);
  const times = Array.from({ length: RUNS }, () => {
    const began = performance.now();
    pictureOf({
      service: service(),
      traffic: graph.traffic!,
      peers: peersOf(graph, { caller: [], callee: [] }, ''),
      opened: new Set(),
      width: 1100,
    });
    return performance.now() - began;
  });
  const [first] = times;
  const sorted = [...times].sort((a, b) => a - b);
  return { first, p95: sorted[Math.ceil(RUNS * 0.95) - 1] };
}

for (const peers of [60, 200]) {
  const { first, p95 } = measureLayout(peers);
  process.stdout.write(
    `${peers} peers: ${first.toFixed(1)} ms at first, ${p95.toFixed(
      1,
    )} ms at p95\n`,
  );
}
