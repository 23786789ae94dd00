const WIDTH = { least: 1.5, most: 6 };

/** Thickness of a line in pixels: by the square root, so that a tenth of the traffic is still seen. */
export function lineWidth(requestsPerSecond: number, busiest: number): number {
  const share = busiest > 0 ? requestsPerSecond / busiest : 0;
  return WIDTH.least + (WIDTH.most - WIDTH.least) * Math.sqrt(share);
}
