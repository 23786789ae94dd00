const fixed: Intl.NumberFormat[] = [0, 1, 2].map(
  digits =>
    new Intl.NumberFormat(undefined, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
    }),
);

/** A share from 0 to 1 as percent; two digits below one percent, so that small error shares differ. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent === 0) return fixed[0].format(0);
  if (percent < 0.01) return `<${fixed[2].format(0.01)}`;
  return fixed[percent < 1 ? 2 : 1].format(percent);
}

/** Percent from 0 to 100 as people write weights: whole numbers stay whole. */
export function formatPercent(percent: number): string {
  return fixed[Number.isInteger(percent) ? 0 : 1].format(percent);
}

/** Requests per second, with as many digits as still tell something. */
export function formatRate(rate: number): string {
  if (rate === 0) return fixed[0].format(0);
  if (rate < 0.01) return `<${fixed[2].format(0.01)}`;
  if (rate < 1) return fixed[2].format(rate);
  return fixed[rate < 100 ? 1 : 0].format(rate);
}

/** A response time, with as many digits as still tell something. */
export function formatMilliseconds(milliseconds: number): string {
  return fixed[milliseconds < 10 ? 1 : 0].format(milliseconds);
}

/** A count, grouped. */
export function formatCount(count: number): string {
  return fixed[0].format(count);
}
