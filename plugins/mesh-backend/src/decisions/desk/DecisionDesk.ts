import type {
  AuditorService,
  AuthService,
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import {
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  toError,
} from '@backstage/errors';
import {
  meshDeliveryPermissions,
  type Decision,
  type DecisionChoice,
  type DecisionPage,
  type DecisionPlan,
  type DecisionRequest,
  type PlanRequest,
  type RuleObjection,
} from '@meshway/plugin-mesh-common';
import type { Request } from 'express';
import { UNCOUNTED, type MeshMetrics } from '../../observability/MeshMetrics';
import type { EntityAccess } from '../../router/EntityAccess';
import {
  needsReason,
  objectionsOf,
  secondPersonWithin,
} from '../rules/applyRules';
import type { DecisionRules } from '../rules/DecisionRules';
import type { AuthorisedDecision, DecisionService } from '../types';
import { checkChoice } from './checkChoice';
import { evidenceOf } from './evidenceOf';
import type { Situation, Situations } from './Situations';

/** From where a decision came, for the audit log. */
interface Origin {
  /** Undefined when it did not come by HTTP. */
  request?: Request;
}

/**
 * The only way to decide, for people at a page and for agents alike: who may, whether the cluster agrees, what the
 * portal's rules say, and a record of every attempt.
 *
 * Each method rejects with an InputError, NotAllowedError, NotFoundError, ConflictError or ServiceUnavailableError that
 * says what is missing and what to do.
 */
export class DecisionDesk {
  private readonly auth: AuthService;
  private readonly auditor: AuditorService;
  private readonly access: EntityAccess;
  private readonly situations: Situations;
  private readonly decisions: DecisionService;
  private readonly rules: DecisionRules;
  private readonly metrics: MeshMetrics;
  private readonly now: () => Date;

  constructor(options: {
    auth: AuthService;
    auditor: AuditorService;
    access: EntityAccess;
    situations: Situations;
    decisions: DecisionService;
    rules: DecisionRules;
    metrics?: MeshMetrics;
    now?: () => Date;
  }) {
    this.auth = options.auth;
    this.auditor = options.auditor;
    this.access = options.access;
    this.situations = options.situations;
    this.decisions = options.decisions;
    this.rules = options.rules;
    this.metrics = options.metrics ?? UNCOUNTED;
    this.now = options.now ?? (() => new Date());
  }

  /**
   * What a decision would do, and what keeps the caller from taking it. Whoever may read the entity's view may ask.
   */
  async plan(
    entityRef: string,
    request: PlanRequest,
    credentials: BackstageCredentials,
  ): Promise<DecisionPlan> {
    const situation = await this.situations.of(entityRef, request, credentials);
    checkChoice(request, situation.view.delivery);
    const { plan, ruled, view } = situation;
    const within = secondPersonWithin(this.rules, ruled);
    return {
      plan,
      ...(view.verdict && { verdict: view.verdict }),
      reasonRequired: needsReason(this.rules, ruled),
      ...(within !== undefined && {
        secondPerson: { withinSeconds: Math.round(within / 1000) },
      }),
      objections: [
        ...(await this.permissionObjection(entityRef, request, credentials)),
        ...this.objections(situation),
      ],
    };
  }

  /**
   * Takes a decision, or proposes it where somebody else has to approve it.
   *
   * @param options - `idempotencyKey`: of the request; sent again with the same key it is the same decision
   */
  async decide(
    entityRef: string,
    request: DecisionRequest,
    credentials: BackstageCredentials,
    options: Origin & { idempotencyKey?: string } = {},
  ): Promise<Decision> {
    return await this.audited(
      'decide',
      request,
      entityRef,
      options,
      async () => {
        const author = this.userOf(credentials);
        const situation = await this.authorised(
          entityRef,
          request,
          credentials,
        );
        const decision = this.passed(situation, {
          ...request,
          entityRef,
          decidedBy: author,
          idempotencyKey: options.idempotencyKey,
        });
        const within = secondPersonWithin(this.rules, situation.ruled);
        return within === undefined
          ? await this.decisions.take(decision)
          : await this.decisions.propose(
              decision,
              new Date(this.now().getTime() + within),
            );
      },
    );
  }

  /** Carries out what somebody else proposed. */
  async approve(
    entityRef: string,
    id: string,
    credentials: BackstageCredentials,
    options: Origin = {},
  ): Promise<Decision> {
    const proposal = await this.proposal(entityRef, id, credentials);
    return await this.audited(
      'approve',
      proposal,
      entityRef,
      options,
      async () => {
        const approver = this.userOf(credentials);
        if (approver === proposal.decidedBy) {
          throw new NotAllowedError(
            'Somebody else has to approve what you proposed yourself.',
          );
        }
        const situation = await this.authorised(
          entityRef,
          proposal,
          credentials,
        );
        this.passed(situation, proposal);
        return await this.decisions.approve(id, { by: approver });
      },
    );
  }

  /** Takes a proposal back: who made it, or who may decide it. */
  async withdraw(
    entityRef: string,
    id: string,
    credentials: BackstageCredentials,
    options: Origin = {},
  ): Promise<Decision> {
    const proposal = await this.proposal(entityRef, id, credentials);
    return await this.audited(
      'withdraw',
      proposal,
      entityRef,
      options,
      async () => {
        const user = this.userOf(credentials);
        if (user !== proposal.decidedBy) {
          await this.access.require(
            meshDeliveryPermissions[proposal.verb],
            entityRef,
            credentials,
          );
        }
        return await this.decisions.withdraw(id, user);
      },
    );
  }

  /** The journal of an entity, newest first. */
  async list(
    entityRef: string,
    page: { limit: number; cursor?: string },
    credentials: BackstageCredentials,
  ): Promise<DecisionPage> {
    await this.access.read(entityRef, credentials);
    return await this.decisions.list(entityRef, page);
  }

  private userOf(credentials: BackstageCredentials): string {
    if (!this.auth.isPrincipal(credentials, 'user')) {
      throw new NotAllowedError(
        'Only people decide: sign in, or send the token of a user.',
      );
    }
    const user: BackstageCredentials<BackstageUserPrincipal> = credentials;
    return user.principal.userEntityRef;
  }

  /** The situation, when the caller holds the permission of the verb and the choice is one that can be made. */
  private async authorised(
    entityRef: string,
    request: PlanRequest,
    credentials: BackstageCredentials,
  ): Promise<Situation> {
    const situation = await this.situations.of(entityRef, request, credentials);
    await this.access.require(
      meshDeliveryPermissions[request.verb],
      entityRef,
      credentials,
    );
    checkChoice(request, situation.view.delivery);
    return situation;
  }

  /** The decision, when nothing keeps it from being taken. */
  private passed(
    situation: Situation,
    decision: Omit<AuthorisedDecision, 'target' | 'ownerRef' | 'evidence'>,
  ): AuthorisedDecision {
    const { view, target, ownerRef, ruled } = situation;
    const { seen, reason, override, service, verb, revision, weight } =
      decision;
    const objections = this.objections(situation);
    const fatal = objections.find(
      ({ overridable }) => !overridable || !override,
    );
    if (fatal) {
      throw new NotAllowedError(
        fatal.overridable
          ? `${fatal.sentence} Override it with a reason if it has to be.`
          : fatal.sentence,
      );
    }
    if (!reason?.trim()) {
      if (override) throw new InputError('reason: an override needs one');
      if (needsReason(this.rules, ruled)) {
        throw new InputError('reason: this decision needs one');
      }
    }
    if (!target) {
      throw new ConflictError(
        situation.plan.allowed
          ? 'There is nothing to decide.'
          : situation.plan.reason,
      );
    }
    if ('podHash' in seen !== (target.kind === 'Rollout')) {
      throw new InputError(
        target.kind === 'Rollout'
          ? 'seen: of a Rollout that is its podHash, stepIndex, pauseStartedAt and weight'
          : 'seen: of a route that is its virtualService, route and weights',
      );
    }
    return {
      entityRef: decision.entityRef,
      ownerRef,
      decidedBy: decision.decidedBy,
      service: {
        cluster: service.cluster,
        namespace: service.namespace,
        name: service.name,
      },
      target,
      verb,
      ...(revision !== undefined && { revision }),
      ...(weight !== undefined && { weight }),
      seen,
      ...(reason?.trim() && { reason }),
      ...(override && objections.length > 0 && { override }),
      evidence: evidenceOf(view),
      idempotencyKey: decision.idempotencyKey,
    };
  }

  private objections({ view, ruled, readOnly }: Situation): RuleObjection[] {
    const { consent, verdict } = view;
    return [
      ...(consent.given
        ? []
        : [
            {
              rule: 'consent' as const,
              sentence: `${consent.reason} Add this line: ${consent.line}`,
              overridable: false,
            },
          ]),
      ...(readOnly
        ? [
            {
              rule: 'read-only' as const,
              sentence: `Nothing is decided in cluster ${view.cluster} from this portal (mesh.clusters[].readOnly).`,
              overridable: false,
            },
          ]
        : []),
      ...objectionsOf(this.rules, ruled, { verdict, now: this.now() }),
    ];
  }

  private async permissionObjection(
    entityRef: string,
    { verb }: DecisionChoice,
    credentials: BackstageCredentials,
  ): Promise<RuleObjection[]> {
    const objection = (sentence: string): RuleObjection[] => [
      { rule: 'permission', sentence, overridable: false },
    ];
    if (!this.auth.isPrincipal(credentials, 'user')) {
      return objection('Only people decide.');
    }
    const permission = meshDeliveryPermissions[verb];
    const [allowed] = await this.access.allowed(
      permission,
      [entityRef],
      credentials,
    );
    return allowed
      ? []
      : objection(
          `You do not hold the permission ${permission.name} on ${entityRef}.`,
        );
  }

  /** A decision of this entity; somebody else's is not there. */
  private async proposal(
    entityRef: string,
    id: string,
    credentials: BackstageCredentials,
  ): Promise<Decision> {
    await this.access.read(entityRef, credentials);
    const decision = await this.decisions.get(id);
    if (decision?.entityRef !== entityRef) {
      throw new NotFoundError(`${entityRef} has no such decision.`);
    }
    return decision;
  }

  private async audited(
    action: 'decide' | 'approve' | 'withdraw',
    { verb, service }: PlanRequest,
    entityRef: string,
    { request }: Origin,
    work: () => Promise<Decision>,
  ): Promise<Decision> {
    const audit = await this.auditor.createEvent({
      eventId: 'delivery-decision',
      severityLevel: 'medium',
      ...(request && { request }),
      meta: { actionType: action, verb, entityRef, service: { ...service } },
    });
    let decision: Decision;
    try {
      decision = await work();
    } catch (error) {
      this.metrics.decision({ verb, outcome: 'refused' });
      await audit.fail({ error: toError(error) });
      throw error;
    }
    const { state, target, id } = decision;
    if (
      state === 'proposed' ||
      state === 'applied' ||
      state === 'confirmed' ||
      state === 'failed'
    ) {
      this.metrics.decision({ verb, outcome: state });
    }
    await audit.success({
      meta: { decision: id, target: { ...target }, state },
    });
    return decision;
  }
}
