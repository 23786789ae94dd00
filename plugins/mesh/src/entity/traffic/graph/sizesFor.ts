/** With more lines than this each says only the most needed. */
const MOST_WORDY = 16;

/** Heights of what is in the picture, in pixels. */
export function sizesFor(lines: number): {
  dense: boolean;
  end: number;
  centre: number;
  label: number;
} {
  return lines > MOST_WORDY
    ? { dense: true, end: 44, centre: 112, label: 24 }
    : { dense: false, end: 58, centre: 112, label: 44 };
}
