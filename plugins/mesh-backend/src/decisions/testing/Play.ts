import { setTimeout as sleep } from 'node:timers/promises';
import type {
  Decision,
  DecisionChoice,
  DecisionTarget,
  Seen,
  ServiceRef,
} from '@meshway/plugin-mesh-common';
import type { DecisionService } from '../types';

/**
 * One delivery of a test and everything that is decided about it, one after the other.
 */
export class Play {
  readonly decisions: Decision[] = [];
  private readonly service: DecisionService;
  private readonly about: { service: ServiceRef; target: DecisionTarget };
  private readonly look: (choice: DecisionChoice) => Promise<Seen | undefined>;

  /**
   * @param options - `look`: what somebody sees who can decide this now; undefined while nobody can
   */
  constructor(options: {
    decisions: DecisionService;
    about: { service: ServiceRef; target: DecisionTarget };
    look: (choice: DecisionChoice) => Promise<Seen | undefined>;
  }) {
    this.service = options.decisions;
    this.about = options.about;
    this.look = options.look;
  }

  /** Takes the decision as soon as it can be taken, with what is seen then. */
  async decide(choice: DecisionChoice): Promise<void> {
    const { service, target } = this.about;
    for (let tries = 0; tries < 600; tries++) {
      const seen = await this.look(choice);
      if (seen) {
        this.decisions.push(
          await this.service.take({
            ...choice,
            entityRef: `component:default/${target.name}`,
            decidedBy: 'user:default/guest',
            service,
            target,
            seen,
            reason: 'It is time.',
          }),
        );
        return;
      }
      await sleep(100);
    }
    throw new Error(
      `There was never a ${choice.verb} to decide about ${target.name}.`,
    );
  }
}
