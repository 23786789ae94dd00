import { curveBumpX, line } from 'd3-shape';
import type { Box } from './layoutGraph';

const smooth = line().curve(curveBumpX);

/** A line from one box through its label to the next, from left to right. */
export function linePath(from: Box, label: Box, to: Box): string {
  const level = label.y + label.height / 2;
  return smooth([
    [from.x + from.width, from.y + from.height / 2],
    [label.x, level],
    [label.x + label.width, level],
    [to.x, to.y + to.height / 2],
  ])!;
}
