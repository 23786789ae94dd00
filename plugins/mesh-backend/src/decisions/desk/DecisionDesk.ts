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
import { needsReason, secondPersonWithin } from '../rules/applyRules';
import type { DecisionRules } from '../rules/DecisionRules';
import type { DecisionService } from '../types';
import { authorisedDecision } from './authorisedDecision';
import { checkChoice } from './checkChoice';
import { checkObjections } from './checkObjections';
import { checkRequest } from './checkRequest';
import { checkTarget } from './checkTarget';
import { DecisionAttempts, type Attempt } from './DecisionAttempts';
import { objectionsTo } from './objectionsTo';
import type { Situation, Situations } from './Situations';

/** From where a decision came, for the audit log. */
interface Origin {
  /** Undefined when it did not come by HTTP. */
  request?: Request<any, any, any, any, any>;
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
  private readonly attempts: DecisionAttempts;
  private readonly access: EntityAccess;
  private readonly situations: Pick<Situations, 'of'>;
  private readonly decisions: DecisionService;
  private readonly rules: DecisionRules;
  private readonly now: () => Date;

  constructor(options: {
    auth: AuthService;
    auditor: AuditorService;
    access: EntityAccess;
    situations: Pick<Situations, 'of'>;
    decisions: DecisionService;
    rules: DecisionRules;
    metrics?: MeshMetrics;
    now?: () => Date;
  }) {
    const { auditor, metrics = UNCOUNTED } = options;
    this.auth = options.auth;
    this.attempts = new DecisionAttempts({ auditor, metrics });
    this.access = options.access;
    this.situations = options.situations;
    this.decisions = options.decisions;
    this.rules = options.rules;
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
    const entity = await this.access.read(entityRef, credentials);
    const situation = await this.situations.of(entity, request);
    const { plan, ruled, view } = situation;
    checkChoice(request, view.delivery);
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
        ...objectionsTo(situation, this.rules, this.now()),
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
    const { verb, service } = request;
    return await this.attempts.record(
      {
        action: 'decide',
        meta: { entityRef, verb, service: { ...service } },
        request: options.request,
      },
      async attempt => {
        attempt.verb = verb;
        const author = this.userOf(credentials, attempt);
        const situation = await this.authorised(
          entityRef,
          request,
          credentials,
        );
        checkRequest(request, situation.view.delivery);
        const objections = this.passRules(request, situation, attempt);
        const decision = authorisedDecision(request, situation, {
          entityRef,
          decidedBy: author,
          overrode: objections.length > 0,
          idempotencyKey: options.idempotencyKey,
        });
        const within = secondPersonWithin(this.rules, situation.ruled);
        if (within === undefined) {
          attempt.accepted = true;
          return await this.decisions.take(decision);
        }
        if (!situation.plan.allowed) {
          throw new ConflictError(situation.plan.reason);
        }
        attempt.accepted = true;
        const expiresAt = new Date(this.now().getTime() + within);
        return await this.decisions.propose(decision, expiresAt);
      },
    );
  }

  /** Carries out what somebody else proposed. */
  async approve(
    entityRef: string,
    id: string,
    credentials: BackstageCredentials,
    { request }: Origin = {},
  ): Promise<Decision> {
    return await this.attempts.record(
      { action: 'approve', meta: { entityRef, decision: id }, request },
      async attempt => {
        const approver = this.userOf(credentials, attempt);
        const proposal = await this.proposal(entityRef, id, credentials);
        attempt.verb = proposal.verb;
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
        checkTarget(proposal, situation);
        this.passRules(proposal, situation, attempt);
        attempt.accepted = true;
        return await this.decisions.approve(id, { by: approver });
      },
    );
  }

  /** Takes a proposal back: who made it, or who may decide it. */
  async withdraw(
    entityRef: string,
    id: string,
    credentials: BackstageCredentials,
    { request }: Origin = {},
  ): Promise<Decision> {
    return await this.attempts.record(
      { action: 'withdraw', meta: { entityRef, decision: id }, request },
      async attempt => {
        const user = this.userOf(credentials, attempt);
        const proposal = await this.proposal(entityRef, id, credentials);
        attempt.verb = proposal.verb;
        if (user !== proposal.decidedBy) {
          await this.access.require(
            meshDeliveryPermissions[proposal.verb],
            entityRef,
            credentials,
          );
        }
        attempt.accepted = true;
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

  private userOf(credentials: BackstageCredentials, attempt: Attempt): string {
    if (!this.auth.isPrincipal(credentials, 'user')) {
      throw new NotAllowedError(
        'Only people decide: sign in, or send the token of a user.',
      );
    }
    const user: BackstageCredentials<BackstageUserPrincipal> = credentials;
    attempt.user = user.principal.userEntityRef;
    return attempt.user;
  }

  /** How it stands, for whoever may decide about it. */
  private async authorised(
    entityRef: string,
    request: PlanRequest,
    credentials: BackstageCredentials,
  ): Promise<Situation> {
    const entity = await this.access.read(entityRef, credentials);
    await this.access.require(
      meshDeliveryPermissions[request.verb],
      entityRef,
      credentials,
    );
    return await this.situations.of(entity, request);
  }

  /** The objections that are overridden; throws when one is not, or when a reason is missing. */
  private passRules(
    { reason, override }: { reason?: string; override?: boolean },
    situation: Situation,
    attempt: Attempt,
  ): RuleObjection[] {
    const objections = objectionsTo(situation, this.rules, this.now());
    attempt.objections = objections;
    checkObjections(objections, override);
    if (!reason?.trim() && needsReason(this.rules, situation.ruled)) {
      throw new InputError('reason: this decision needs one');
    }
    return objections;
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
}
