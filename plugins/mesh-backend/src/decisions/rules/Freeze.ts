import { DateTime } from 'luxon';
import type { DecisionScope } from './DecisionScope';

/**
 * A freeze that comes back every week, by the clock of a time zone.
 */
export interface WeeklyWindow {
  /** 1 is Monday, 7 Sunday: the days on which it begins. */
  days: number[];
  /** Minutes since midnight. */
  from: number;
  /** Minutes since midnight; at or before `from` it is the next day's. */
  to: number;
  /** IANA name. */
  timeZone: string;
}

/**
 * A time at which nothing is decided.
 */
export interface Freeze extends DecisionScope {
  /** What is said to whoever wants to decide meanwhile. */
  reason: string;
  overridable: boolean;
  window: { from: Date; to: Date } | WeeklyWindow;
}

/** When the freeze that holds now ends; undefined when it does not hold. */
export function freezeEnd({ window }: Freeze, now: Date): Date | undefined {
  if (!('days' in window)) {
    return window.from <= now && now < window.to ? window.to : undefined;
  }
  let end = windowEnd(window, now);
  // The next day's may begin where this one ends. One of all days never ends: then a week is enough to say.
  for (let day = 1; end && day < 7; day++) {
    end = windowEnd(window, end) ?? end;
  }
  return end;
}

function windowEnd(window: WeeklyWindow, now: Date): Date | undefined {
  const { days, from, to, timeZone } = window;
  const today = DateTime.fromJSDate(now, { zone: timeZone }).startOf('day');
  // It may have begun yesterday; where both hold, the one that ends later counts.
  const ends = [today, today.minus({ days: 1 })].flatMap(day => {
    if (!days.includes(day.weekday)) return [];
    const begin = at(day, from);
    const end = at(to > from ? day : day.plus({ days: 1 }), to);
    return begin <= now && now < end ? [end] : [];
  });
  return ends.sort((a, b) => b.getTime() - a.getTime())[0];
}

/** By the clock on the wall: a day on which clocks change has other hours than 24. */
function at(day: DateTime, minutes: number): Date {
  return day
    .set({ hour: Math.floor(minutes / 60), minute: minutes % 60 })
    .toJSDate();
}
