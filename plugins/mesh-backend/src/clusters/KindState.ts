import type { KindStatus } from '@meshway/plugin-mesh-common';

/** Failures after which a kind that was never read counts as one that cannot be. */
const MAX_FAILURES = 3;
/**
 * Times that a kind which was read may be refused before that counts: an API server that has just been started
 * refuses everybody until it has read who may do what.
 */
const MAX_REFUSALS = 3;

/**
 * What the cluster has said of a kind, and how far that can be trusted. Its methods return whether views should hear
 * of it.
 */
export class KindState {
  private answer: 'none' | 'objects' | 'not-served' | 'forbidden' = 'none';
  /** Whether the answer is from after the cluster's last silence, by the version that is read now. */
  private isCurrent = false;
  private problem: string | undefined;
  private failures = 0;
  private refusals = 0;

  answered(answer: 'objects' | 'not-served'): boolean {
    this.refusals = 0;
    return this.settled(answer);
  }

  /** @param reason - as a sentence for a user */
  refused(reason: string): boolean {
    this.refusals += 1;
    return this.answer === 'objects' && this.refusals <= MAX_REFUSALS
      ? this.failed(reason)
      : this.settled('forbidden', reason);
  }

  private settled(answer: KindState['answer'], reason?: string): boolean {
    const isNews =
      answer !== this.answer || reason !== this.problem || !this.isCurrent;
    this.answer = answer;
    this.problem = reason;
    this.isCurrent = true;
    this.failures = 0;
    return isNews;
  }

  /** @param reason - as a sentence for a user */
  failed(reason: string): boolean {
    this.failures += 1;
    const isNews = reason !== this.problem || this.failures === MAX_FAILURES;
    this.isCurrent = false;
    this.problem = reason;
    return isNews;
  }

  /** What is known may not be true any more until it is listed again. */
  interrupt(): void {
    this.isCurrent = false;
    this.failures = 0;
    this.refusals = 0;
    if (!this.isForbidden) this.problem = undefined;
  }

  /** It is going to be read by another version. */
  outdate(): void {
    this.isCurrent = false;
  }

  /** Why it cannot be read now, as a sentence for a user. */
  get reason(): string | undefined {
    return this.problem;
  }

  get isForbidden(): boolean {
    return this.answer === 'forbidden';
  }

  /** Whether it is known what can be read of the kind, if only that it cannot. */
  get isAnswered(): boolean {
    return this.answer !== 'none' || this.failures >= MAX_FAILURES;
  }

  /** Whether what is known is as good as the cluster is heard. */
  get isUpToDate(): boolean {
    return this.answer === 'objects' || this.answer === 'not-served'
      ? this.isCurrent
      : this.isAnswered;
  }

  get word(): KindStatus['state'] {
    switch (this.answer) {
      case 'objects':
        return this.isCurrent ? 'live' : 'stale';
      case 'not-served':
        return 'absent';
      case 'forbidden':
        return 'forbidden';
      default:
        return this.problem ? 'failed' : 'reading';
    }
  }
}
