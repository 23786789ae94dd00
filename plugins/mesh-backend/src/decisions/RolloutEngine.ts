import { ConflictError } from '@backstage/errors';
import {
  planDecision,
  planRollBack,
  seenStillHolds,
  settleRollout,
  type Decision,
  type Deployment,
  type Plan,
  type PlannedPatch,
  type Rollout,
  type RolloutSeen,
} from '@meshway/plugin-mesh-common';
import type { DecisionAccess } from './DecisionAccess';
import type { DecisionEngine } from './DecisionEngine';
import type { Sending } from './JournalEntry';
import type { Settlement } from './Settlement';
import { settleRolloutDecision } from './settleRolloutDecision';
import { whatChangedOfRollout } from './whatChangedOfRollout';

/**
 * Decisions that the Rollouts controller carries out.
 */
export class RolloutEngine implements DecisionEngine {
  private readonly access: DecisionAccess;
  private readonly now: () => Date;

  constructor(options: { access: DecisionAccess; now: () => Date }) {
    this.access = options.access;
    this.now = options.now;
  }

  async plan(
    decision: Decision,
    signal: AbortSignal,
  ): Promise<{ patches: PlannedPatch[] }> {
    const rollout = await this.read(decision, signal);
    const seen = seenOfDecision(decision);
    if (!rollout) {
      throw new ConflictError(whatChangedOfRollout(decision, undefined));
    }
    const plan = await this.planNow(decision, rollout, signal);
    if (!plan.allowed) {
      throw new ConflictError(
        whatChangedOfRollout(decision, rollout, plan.reason),
      );
    }
    if (!seenStillHolds(decision.verb, seen, plan.seen)) {
      throw new ConflictError(whatChangedOfRollout(decision, rollout));
    }
    return { patches: plan.patches };
  }

  async whatChanged(decision: Decision, signal: AbortSignal): Promise<string> {
    const rollout = await this.read(decision, signal);
    const plan = rollout && (await this.planNow(decision, rollout, signal));
    const refusal = plan && !plan.allowed ? plan.reason : undefined;
    return whatChangedOfRollout(decision, rollout, refusal);
  }

  async judge(
    decision: Decision,
    sending: Sending,
    signal?: AbortSignal,
  ): Promise<Settlement | undefined> {
    const { verb, service, requestedAt, approval, revision } = decision;
    // It is never sent.
    if (verb === 'shift') return undefined;
    const rollout = await this.read(decision, signal);
    const now = settleRollout({
      verb,
      seen: seenOfDecision(decision),
      rollout,
      decidedAt: approval?.at ?? requestedAt,
      target: revision,
      templateOf:
        rollout && verb === 'roll-back'
          ? await this.readTemplateOf(rollout, service.cluster, signal)
          : undefined,
    });
    return settleRolloutDecision({ decision, sending, now, rollout });
  }

  private async read(
    { service, target }: Decision,
    signal?: AbortSignal,
  ): Promise<Rollout | undefined> {
    const { cluster } = service;
    return await this.access.read('Rollout', { ...target, cluster }, signal);
  }

  private async planNow(
    decision: Decision,
    rollout: Rollout,
    signal: AbortSignal,
  ): Promise<Plan<RolloutSeen>> {
    const { verb, service, revision } = decision;
    const objects = this.access.objects(service) ?? {};
    const now = this.now();
    switch (verb) {
      case 'shift':
        return {
          allowed: false,
          verb,
          reason: 'The weights of a Rollout are moved by its steps.',
        };
      case 'roll-back':
        return await this.planRollBack(rollout, decision, revision, signal);
      default:
        return planDecision({ verb, rollout, objects, now });
    }
  }

  private async planRollBack(
    rollout: Rollout,
    { service }: Decision,
    revision: string | undefined,
    signal: AbortSignal,
  ): Promise<Plan<RolloutSeen>> {
    const { cluster } = service;
    const { name, namespace = '' } = rollout.metadata;
    // The controller names the ReplicaSets of a Rollout so (`createDesiredReplicaSet` in rollout/sync.go).
    const at = { cluster, namespace, name: `${name}-${revision}` };
    const [found, templateOf] = await Promise.all([
      this.access.readTemplate(at, signal),
      this.readTemplateOf(rollout, cluster, signal),
    ]);
    if (!found) {
      return {
        allowed: false,
        verb: 'roll-back',
        reason: `Revision ${revision} is not kept any more.`,
      };
    }
    return planRollBack({
      rollout,
      objects: this.access.objects(service) ?? {},
      ...found,
      templateOf,
      now: this.now(),
    });
  }

  /** The Deployment that the Rollout takes its template from, if there is one. */
  private async readTemplateOf(
    { spec, metadata }: Rollout,
    cluster: string,
    signal: AbortSignal | undefined,
  ): Promise<Deployment | undefined> {
    const { workloadRef } = spec;
    if (workloadRef?.kind !== 'Deployment') return undefined;
    const { namespace = '' } = metadata;
    const at = { cluster, namespace, name: workloadRef.name };
    return await this.access.read('Deployment', at, signal);
  }
}

/** A decision about a Rollout is only taken with what was seen of one. */
function seenOfDecision({ seen }: Decision): RolloutSeen {
  if ('podHash' in seen) return seen;
  throw new ConflictError('What was seen is a route, not a Rollout.');
}
