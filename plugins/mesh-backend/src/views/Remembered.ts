import { sameParts } from './sameParts';

/** What nobody has asked for so long is forgotten, in milliseconds. */
const FORGOTTEN_MS = 5 * 60_000;

interface Entry<T> {
  parts: readonly unknown[];
  value: T;
  madeAt: number;
  askedAt: number;
}

/**
 * Values that are made anew only when one of the parts that they are made of is another one. Objects that never change
 * but are replaced are told apart by identity, so nothing that changes can be missed.
 */
export class Remembered<T> {
  private readonly entries = new Map<string, Entry<T>>();
  private readonly maxAgeMs: number;
  private sweptAt = 0;

  /**
   * @param options - `maxAgeMs`: how long a value lasts that also depends on the clock
   */
  constructor(options: { maxAgeMs: number }) {
    this.maxAgeMs = options.maxAgeMs;
  }

  /** Whoever gets the value shares it, and must not change it. */
  get(key: string, parts: readonly unknown[], now: Date, make: () => T): T {
    const at = now.getTime();
    this.sweep(at);
    const known = this.entries.get(key);
    if (
      known &&
      at - known.madeAt < this.maxAgeMs &&
      sameParts(known.parts, parts)
    ) {
      known.askedAt = at;
      return known.value;
    }
    const value = make();
    this.entries.set(key, { parts, value, madeAt: at, askedAt: at });
    return value;
  }

  private sweep(now: number): void {
    if (now - this.sweptAt < FORGOTTEN_MS / 10) return;
    this.sweptAt = now;
    for (const [key, { askedAt }] of this.entries) {
      if (now - askedAt > FORGOTTEN_MS) this.entries.delete(key);
    }
  }
}
