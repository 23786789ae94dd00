/**
 * Those who want to hear of something. One who throws does not keep the others from hearing it.
 */
export class Subscribers<T> {
  private readonly listeners = new Set<(value: T) => void>();
  private readonly onFailure: (error: unknown) => void;

  constructor(onFailure: (error: unknown) => void) {
    this.onFailure = onFailure;
  }

  /** Returns the function that ends the subscription. */
  add(listener: (value: T) => void): () => void {
    // A listener of its own per call: the same function may be subscribed twice.
    const own = (value: T) => listener(value);
    this.listeners.add(own);
    return () => this.listeners.delete(own);
  }

  tell(value: T): void {
    for (const listener of [...this.listeners]) {
      try {
        listener(value);
      } catch (error) {
        this.onFailure(error);
      }
    }
  }
}
