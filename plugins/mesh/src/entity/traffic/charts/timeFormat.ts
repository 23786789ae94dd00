const DAY_MS = 24 * 3600 * 1000;
const MINUTE_MS = 60_000;

/** How a moment is written on an axis that spans this many milliseconds. */
export function timeFormat(spanMs: number): Intl.DateTimeFormat {
  if (spanMs > 2 * DAY_MS) {
    return new Intl.DateTimeFormat(undefined, {
      day: 'numeric',
      month: 'short',
    });
  }
  return new Intl.DateTimeFormat(undefined, {
    hour: '2-digit',
    minute: '2-digit',
    second: spanMs < 5 * MINUTE_MS ? '2-digit' : undefined,
  });
}

/** How a moment is written when it stands alone. */
export function momentFormat(spanMs: number): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(undefined, {
    ...(spanMs > DAY_MS / 2 && { day: 'numeric', month: 'short' }),
    hour: '2-digit',
    minute: '2-digit',
    second: spanMs < DAY_MS / 2 ? '2-digit' : undefined,
  });
}
