/** `2,013`. */
export function count(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',');
}

/** `180 ms`, `1.2 s`. */
export function duration(milliseconds: number): string {
  return milliseconds < 1000
    ? `${rounded(milliseconds)} ms`
    : `${rounded(milliseconds / 1000)} s`;
}

/** `3.1 to 5.4 points`, of an interval of shares. */
export function points(low: number, high: number): string {
  return `${rounded(100 * low)} to ${rounded(100 * high)} points`;
}

/** One digit after the point below ten, and two that count below a tenth. */
function rounded(value: number): number {
  const size = Math.abs(value);
  if (size < 0.0005) return 0;
  if (size < 0.1) return Number(value.toPrecision(2));
  return size < 10 ? Math.round(value * 10) / 10 : Math.round(value);
}
