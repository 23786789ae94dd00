import type { AuditorService } from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { JsonObject } from '@backstage/types';
import type {
  Decision,
  DecisionVerb,
  RuleObjection,
} from '@meshway/plugin-mesh-common';
import type { Request } from 'express';
import type { MeshMetrics } from '../../observability/MeshMetrics';

/**
 * What becomes known of an attempt while it is judged.
 */
export interface Attempt {
  verb?: DecisionVerb;
  /** Entity reference of whose it is. */
  user?: string;
  /** What spoke against it, overridden or not. */
  objections?: RuleObjection[];
  /** Whether all checks are passed, so that the decision is written down. */
  accepted?: boolean;
}

/**
 * Leaves a record of each attempt to decide, whatever comes of it: in the audit log, and in the numbers.
 */
export class DecisionAttempts {
  private readonly auditor: AuditorService;
  private readonly metrics: MeshMetrics;

  constructor(options: { auditor: AuditorService; metrics: MeshMetrics }) {
    this.auditor = options.auditor;
    this.metrics = options.metrics;
  }

  /**
   * Does the work of an attempt and records it.
   *
   * @param about - `meta`: what it is about, as far as that is known before anything is looked up; `request`: undefined
   *   when it did not come by HTTP
   */
  async record(
    about: {
      action: 'decide' | 'approve' | 'withdraw';
      meta: JsonObject;
      request?: Request<any, any, any, any, any>;
    },
    work: (attempt: Attempt) => Promise<Decision>,
  ): Promise<Decision> {
    const { action, meta, request } = about;
    const event = await this.auditor.createEvent({
      eventId: 'delivery-decision',
      severityLevel: 'medium',
      ...(request && { request }),
      meta: { actionType: action, ...meta },
    });
    const attempt: Attempt = {};
    let decision: Decision;
    try {
      decision = await work(attempt);
    } catch (error) {
      const { verb, accepted } = attempt;
      if (verb) {
        const outcome = accepted ? 'failed' : 'refused';
        this.metrics.decision({ verb, outcome });
      }
      await event.fail({ error: toError(error), meta: metaOf(attempt) });
      throw error;
    }
    this.count(decision);
    const { id, state, target } = decision;
    await event.success({
      meta: {
        ...metaOf(attempt),
        decision: id,
        target: { ...target },
        state,
      },
    });
    return decision;
  }

  /** What is neither is not over, or was never more than a proposal. */
  private count({ verb, state }: Decision): void {
    if (
      state === 'proposed' ||
      state === 'applied' ||
      state === 'confirmed' ||
      state === 'failed'
    ) {
      this.metrics.decision({ verb, outcome: state });
    }
  }
}

function metaOf({ verb, user, objections }: Attempt): JsonObject {
  return {
    ...(verb && { verb }),
    ...(user && { user }),
    ...(objections && { objections: objections.map(({ rule }) => rule) }),
  };
}
