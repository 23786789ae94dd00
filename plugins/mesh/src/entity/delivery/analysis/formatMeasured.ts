const format = new Intl.NumberFormat(undefined, {
  maximumSignificantDigits: 4,
});

/** A measured number, with as many digits as tell something. */
export function formatMeasured(value: number): string {
  return format.format(value);
}
