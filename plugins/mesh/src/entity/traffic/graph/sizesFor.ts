/** With more lines than this each says only the most needed. */
const MOST_WORDY = 16;

/** From this width on, in pixels, labels need two rows, not three. */
const WIDE = 900;

/** How much a label says. */
export type LabelRows = 1 | 2 | 3;

/** Sizes of what is in the picture, in pixels, and how many rows its labels have. */
export function sizesFor(
  lines: number,
  width: number,
): {
  rows: LabelRows;
  end: number;
  centre: number;
  label: { width: number; height: number };
} {
  if (lines > MOST_WORDY) {
    return { rows: 1, end: 44, centre: 112, label: { width: 144, height: 24 } };
  }
  return width < WIDE
    ? { rows: 3, end: 58, centre: 112, label: { width: 156, height: 62 } }
    : { rows: 2, end: 58, centre: 112, label: { width: 204, height: 44 } };
}
