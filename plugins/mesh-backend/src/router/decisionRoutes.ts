import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import type { DecisionDesk } from '../decisions/desk/DecisionDesk';
import {
  decisionIdSchema,
  decisionRequestSchema,
  idempotencyKeySchema,
  pageSchema,
  planRequestSchema,
} from './decisionSchemas';
import { entityParams } from './entityParams';
import { parseRequest } from './parseRequest';

/**
 * What the routes of decisions need.
 */
export interface DecisionRoutes {
  httpAuth: HttpAuthService;
  desk: DecisionDesk;
}

/**
 * What a decision would do, taking it, approving or withdrawing what was proposed, and the decisions taken so far.
 */
export function addDecisionRoutes(
  router: Router,
  { httpAuth, desk }: DecisionRoutes,
): void {
  const entity = '/entities/:kind/:namespace/:name';
  const readers = { allow: ['user' as const, 'service' as const] };
  const people = { allow: ['user' as const] };

  router.post(`${entity}/plan`, async (req, res) => {
    const credentials = await httpAuth.credentials(req, readers);
    const request = parseRequest(planRequestSchema, req.body);
    res.json(await desk.plan(entityParams(req.params), request, credentials));
  });

  router.get(`${entity}/decisions`, async (req, res) => {
    const credentials = await httpAuth.credentials(req, readers);
    const page = parseRequest(pageSchema, req.query);
    res.json(await desk.list(entityParams(req.params), page, credentials));
  });

  router.post(`${entity}/decisions`, async (req, res) => {
    const credentials = await httpAuth.credentials(req, people);
    const idempotencyKey = parseRequest(
      idempotencyKeySchema,
      req.header('Idempotency-Key'),
    );
    res.json(
      await desk.decide(
        entityParams(req.params),
        parseRequest(decisionRequestSchema, req.body),
        credentials,
        { idempotencyKey, request: req },
      ),
    );
  });

  for (const verb of ['approve', 'withdraw'] as const) {
    router.post(`${entity}/decisions/:id/${verb}`, async (req, res) => {
      const credentials = await httpAuth.credentials(req, people);
      res.json(
        await desk[verb](
          entityParams(req.params),
          parseRequest(decisionIdSchema, req.params.id),
          credentials,
          { request: req },
        ),
      );
    });
  }
}
