/**
 * Answers that are got once for all who ask for the same while it is got, and for a while from then on. What fails is
 * not kept: whoever asks next tries again.
 */
export class Shared<T> {
  private readonly keepMs: number;
  private readonly now: () => Date;
  private readonly answers = new Map<
    string,
    { askedAt: number; underWay: boolean; answer: Promise<T> }
  >();
  private sweptAt = 0;

  /**
   * @param options - `keepMs`: how long an answer serves, from when it was asked for
   */
  constructor(options: { keepMs: number; now?: () => Date }) {
    this.keepMs = options.keepMs;
    this.now = options.now ?? (() => new Date());
  }

  async of(key: string, get: () => Promise<T>): Promise<T> {
    const now = this.now().getTime();
    const known = this.answers.get(key);
    if (known && (known.underWay || now - known.askedAt < this.keepMs)) {
      return await known.answer;
    }
    this.sweep(now);
    const asked = { askedAt: now, underWay: true, answer: get() };
    this.answers.set(key, asked);
    try {
      return await asked.answer;
    } catch (error) {
      this.answers.delete(key);
      throw error;
    } finally {
      asked.underWay = false;
    }
  }

  private sweep(now: number): void {
    if (now - this.sweptAt < this.keepMs) return;
    this.sweptAt = now;
    for (const [key, { askedAt, underWay }] of this.answers) {
      if (!underWay && now - askedAt >= this.keepMs) this.answers.delete(key);
    }
  }
}
