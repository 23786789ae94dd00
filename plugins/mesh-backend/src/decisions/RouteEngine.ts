import { ConflictError } from '@backstage/errors';
import {
  planRoute,
  sameRouteSeen,
  settleShift,
  weightsAfter,
  type Decision,
  type Plan,
  type PlannedPatch,
  type RouteSeen,
  type RouteVerb,
  type VirtualService,
} from '@meshway/plugin-mesh-common';
import type { DecisionAccess } from './DecisionAccess';
import type { DecisionEngine } from './DecisionEngine';
import type { Sending } from './JournalEntry';
import { unheard, type Settlement } from './Settlement';
import { whatChangedOfRoute } from './whatChangedOfRoute';

/**
 * Decisions about weights that people move: done as soon as they stand in the VirtualService.
 */
export class RouteEngine implements DecisionEngine {
  private readonly access: DecisionAccess;

  constructor(options: { access: DecisionAccess }) {
    this.access = options.access;
  }

  async plan(
    decision: Decision,
    signal: AbortSignal,
  ): Promise<{ patches: PlannedPatch[]; weights: RouteSeen['weights'] }> {
    const virtualService = await this.read(decision, signal);
    const plan = virtualService && this.planNow(decision, virtualService);
    const { namespace, name } = decision.target;
    if (
      !plan?.allowed ||
      !sameRouteSeen(plan.seen, seenOfDecision(decision)) ||
      // Consent was given by the VirtualService that was the route's then.
      plan.seen.virtualService !== `${namespace}/${name}`
    ) {
      throw new ConflictError(whatChangedOfRoute(decision, plan));
    }
    return { patches: plan.patches, weights: weightsAfter(plan) };
  }

  async whatChanged(decision: Decision, signal: AbortSignal): Promise<string> {
    const virtualService = await this.read(decision, signal);
    return whatChangedOfRoute(
      decision,
      virtualService && this.planNow(decision, virtualService),
    );
  }

  async judge(
    decision: Decision,
    { weights = [] }: Sending,
    signal?: AbortSignal,
  ): Promise<Settlement | undefined> {
    const heard = decision.state === 'applied';
    const now = settleShift(
      seenOfDecision(decision),
      weights,
      await this.read(decision, signal),
    );
    if (now.state !== 'open') return heard ? now : unheard(now);
    return heard
      ? {
          state: 'failed',
          outcome:
            'Somebody, or a GitOps tool, has taken the weights back to what they were.',
        }
      : unheard({
          state: 'failed',
          outcome:
            'The VirtualService holds the weights that were seen: nothing was changed.',
        });
  }

  private async read(
    { service, target }: Decision,
    signal?: AbortSignal,
  ): Promise<VirtualService | undefined> {
    const { cluster } = service;
    return await this.access.read(
      'VirtualService',
      { ...target, cluster },
      signal,
    );
  }

  /** With everything else as it is watched: the patch tests what it depends on. */
  private planNow(
    { verb, weight, service }: Decision,
    fresh: VirtualService,
  ): Plan<RouteSeen> {
    const objects = this.access.objects(service);
    if (!isRouteVerb(verb) || !objects) {
      return {
        allowed: false,
        verb,
        reason: objects
          ? 'Nothing but weights can be decided about this route.'
          : `Service ${service.namespace}/${service.name} does not exist any more.`,
      };
    }
    const { namespace, name } = fresh.metadata;
    return planRoute({
      verb,
      weight,
      objects: {
        ...objects,
        virtualServices: objects.virtualServices.map(one =>
          one.metadata.namespace === namespace && one.metadata.name === name
            ? fresh
            : one,
        ),
      },
      mesh: this.access.meshSettings(service.cluster),
    });
  }
}

function isRouteVerb(verb: Decision['verb']): verb is RouteVerb {
  return verb === 'promote' || verb === 'roll-back' || verb === 'shift';
}

/** A decision about a route is only taken with what was seen of one. */
function seenOfDecision({ seen }: Decision): RouteSeen {
  if ('virtualService' in seen) return seen;
  throw new ConflictError('What was seen is a Rollout, not a route.');
}
