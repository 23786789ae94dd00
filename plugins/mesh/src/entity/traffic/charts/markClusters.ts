import type { TimeMark } from './timeMarks';

/** Marks that are too close to each other to be read one by one. */
export interface MarkCluster {
  /** In pixels. */
  x: number;
  /** The numbers of the first and of the last. */
  first: number;
  last: number;
}

/** Puts marks together that are less than `apart` pixels from the one before. */
export function markClusters(
  marks: readonly TimeMark[],
  xOf: (seconds: number) => number,
  apart: number,
): MarkCluster[] {
  const clusters: MarkCluster[] = [];
  let before = -Infinity;
  for (const { number, at } of marks) {
    const x = xOf(at);
    const open = clusters[clusters.length - 1];
    if (open && x - before < apart) open.last = number;
    else clusters.push({ x, first: number, last: number });
    before = x;
  }
  return clusters;
}
