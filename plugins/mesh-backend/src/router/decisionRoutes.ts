import type {
  AuditorService,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { toError } from '@backstage/errors';
import type { Decision, DecisionRequest } from '@meshway/plugin-mesh-common';
import type { Router } from 'express';
import { z } from 'zod';
import type { AuthorisedDecision, DecisionService } from '../decisions/types';
import type { ServiceViews } from '../views/ServiceViews';
import { authoriseDecision } from './authoriseDecision';
import type { EntityAccess } from './EntityAccess';
import { entityParams } from './entityParams';
import { parseRequest } from './parseRequest';

/** Decisions that are listed at most. */
const LIMIT = 100;

/** Names of namespaces and services: RFC 1123 labels. */
const label = z
  .string()
  .max(63)
  .regex(/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/, {
    error: 'is not the name of an object in a cluster',
  });

const requestSchema: z.ZodType<DecisionRequest> = z.strictObject({
  service: z.strictObject({
    cluster: z.string().min(1).max(253),
    namespace: label,
    name: label,
  }),
  verb: z.enum(['promote']),
  seen: z.strictObject({
    podHash: z.string().min(1).max(63),
    stepIndex: z.number().int().min(0),
    pauseStartedAt: z.iso.datetime(),
    weight: z.number().min(0).max(100),
  }),
  reason: z
    .string()
    .max(1000)
    .refine(text => !text.includes('\0'), {
      // PostgreSQL keeps every character but this one.
      error: 'contains the character U+0000',
    })
    .optional(),
});

/**
 * What the routes of decisions need.
 */
export interface DecisionRoutes {
  httpAuth: HttpAuthService;
  auditor: AuditorService;
  access: EntityAccess;
  services: ServiceViews;
  decisions: DecisionService;
}

/**
 * Taking a decision about an entity's service, and the decisions taken so far.
 */
export function addDecisionRoutes(
  router: Router,
  options: DecisionRoutes,
): void {
  const { httpAuth, auditor, access, services, decisions } = options;

  router.get('/entities/:kind/:namespace/:name/decisions', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const entityRef = entityParams(req.params);
    await access.read(entityRef, credentials);
    res.json(await decisions.list(entityRef, LIMIT));
  });

  router.post(
    '/entities/:kind/:namespace/:name/decisions',
    async (req, res) => {
      const credentials = await httpAuth.credentials(req, { allow: ['user'] });
      const audit = await auditor.createEvent({
        eventId: 'delivery-decision',
        severityLevel: 'medium',
        request: req,
        meta: { decidedBy: credentials.principal.userEntityRef },
      });
      let authorised: AuthorisedDecision;
      let decision: Decision;
      try {
        authorised = await authoriseDecision({
          access,
          services,
          entityRef: entityParams(req.params),
          request: parseRequest(requestSchema, req.body),
          credentials,
        });
        decision = await decisions.take(authorised);
      } catch (error) {
        await audit.fail({ error: toError(error) });
        throw error;
      }
      await audit.success({
        meta: {
          entityRef: authorised.entityRef,
          target: authorised.target,
          decision: decision.id,
          state: decision.state,
        },
      });
      res.json(decision);
    },
  );
}
