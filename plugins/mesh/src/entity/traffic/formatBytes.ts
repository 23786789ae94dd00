const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

const formats = UNITS.map(
  unit =>
    new Intl.NumberFormat(undefined, {
      style: 'unit',
      unit: `${unit}-per-second`,
      unitDisplay: 'short',
      maximumFractionDigits: 1,
    }),
);

/** Bytes per second in the unit that leaves few digits. */
export function formatBytesPerSecond(bytes: number): string {
  const power = Math.floor(Math.log10(Math.max(1, bytes)) / 3);
  const unit = Math.min(UNITS.length - 1, power);
  return formats[unit].format(bytes / 1000 ** unit);
}
