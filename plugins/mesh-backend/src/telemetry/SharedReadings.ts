/** Readings that nobody has asked for so long are forgotten, in milliseconds. */
const FORGOTTEN_MS = 5 * 60_000;

/**
 * What was read, and for how long it serves everyone who asks the same.
 */
export interface Reading<T> {
  value: T;
  goodForMs: number;
}

interface Entry<T> {
  last?: { value: T; goodUntil: number };
  /** While it is read anew. */
  next?: Promise<T>;
  askedAt: number;
}

/**
 * Readings that are shared: who asks the same at the same time, or shortly after, gets the same one. When a new one
 * takes long, the last one is better than none.
 */
export class SharedReadings<T> {
  private readonly now: () => number;
  private readonly onLate: () => void;
  private readonly entries = new Map<string, Entry<T>>();
  private sweptAt = 0;

  constructor(options: {
    now: () => number;
    /** A reading came for which somebody had not waited long enough. */
    onLate: () => void;
  }) {
    this.now = options.now;
    this.onLate = options.onLate;
  }

  /**
   * The reading of this key, no older than it is good for; the last one, or undefined, when a new one takes longer
   * than `waitMs`.
   *
   * @param read - never rejects; gets the last reading
   */
  async get(
    key: string,
    options: {
      read: (last: T | undefined) => Promise<Reading<T>>;
      waitMs?: number;
    },
  ): Promise<T | undefined> {
    const entry = this.entry(key);
    if (entry.last && this.now() < entry.last.goodUntil) {
      return entry.last.value;
    }
    entry.next ??= this.read(entry, options.read);
    return await this.wait(entry, entry.next, options.waitMs);
  }

  private async read(
    entry: Entry<T>,
    read: (last: T | undefined) => Promise<Reading<T>>,
  ): Promise<T> {
    try {
      const { value, goodForMs } = await read(entry.last?.value);
      entry.last = { value, goodUntil: this.now() + goodForMs };
      return value;
    } finally {
      entry.next = undefined;
    }
  }

  private async wait(
    entry: Entry<T>,
    next: Promise<T>,
    waitMs: number | undefined,
  ): Promise<T | undefined> {
    if (waitMs === undefined) return await next;
    const { last } = entry;
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<T | undefined>(resolve => {
      timer = setTimeout(() => {
        resolve(last?.value);
        void next.then(this.onLate);
      }, waitMs);
    });
    try {
      return await Promise.race([next, patience]);
    } finally {
      clearTimeout(timer);
    }
  }

  private entry(key: string): Entry<T> {
    const now = this.now();
    this.sweep(now);
    const entry = this.entries.get(key) ?? { askedAt: now };
    entry.askedAt = now;
    this.entries.set(key, entry);
    return entry;
  }

  private sweep(now: number): void {
    if (now - this.sweptAt < FORGOTTEN_MS / 10) return;
    this.sweptAt = now;
    for (const [key, { askedAt, next }] of this.entries) {
      if (!next && now - askedAt > FORGOTTEN_MS) this.entries.delete(key);
    }
  }
}
