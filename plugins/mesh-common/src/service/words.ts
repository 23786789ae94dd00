/** `19:42:39 UTC`; the text itself when it is no time. */
export function clockTime(iso: string): string {
  const time = new Date(iso);
  return Number.isNaN(time.getTime())
    ? iso
    : `${time.toISOString().slice(11, 19)} UTC`;
}

/** `20 s`, `5 min`, `1 h 30 min`. */
export function seconds(total: number): string {
  const parts = [
    [Math.floor(total / 3600), 'h'],
    [Math.floor((total % 3600) / 60), 'min'],
    [Math.round(total % 60), 's'],
  ] as const;
  const text = parts
    .filter(([amount]) => amount > 0)
    .map(([amount, unit]) => `${amount} ${unit}`)
    .join(' ');
  return text || '0 s';
}

/** `20 %`, `0.4 %`: one decimal below ten. What is not nothing never reads as nothing. */
export function percent(value: number): string {
  if (value > 0 && value < 0.05) return 'less than 0.1 %';
  const rounded = value < 10 ? Math.round(value * 10) / 10 : Math.round(value);
  return `${rounded} %`;
}

/** `20 %`, `37.5 %`: with one decimal when there is one. */
export function exactPercent(value: number): string {
  return `${Math.round(value * 10) / 10} %`;
}

/** `a`, `a and b`, `a, b and c`. */
export function enumerate(items: string[], last: 'and' | 'or' = 'and'): string {
  return items.length < 2
    ? items.join('')
    : `${items.slice(0, -1).join(', ')} ${last} ${items.at(-1)}`;
}

/** A text from a cluster, cut when it is longer than anyone reads, or than fits into a sentence. */
export function clipped(text: string, maxLength = 120): string {
  return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text;
}
