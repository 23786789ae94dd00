import type { Box } from './layoutGraph';

/** Where a box of the picture stands on the page. */
export function placeOf({ x, y, width, height }: Box) {
  return { left: x, top: y, width, height };
}
