import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import type { DecisionDesk } from '../decisions/desk/DecisionDesk';
import { PEOPLE, READERS, type MeshRouter } from './MeshRouter';

/**
 * What the routes of decisions need.
 */
export interface DecisionRoutes {
  httpAuth: HttpAuthService;
  desk: Pick<DecisionDesk, 'plan' | 'decide' | 'approve' | 'withdraw' | 'list'>;
}

/**
 * What a decision would do, taking it, approving or withdrawing what was proposed, and the decisions taken so far.
 */
export function addDecisionRoutes(
  router: MeshRouter,
  { httpAuth, desk }: DecisionRoutes,
): void {
  router.post('/entities/:kind/:namespace/:name/plan', async (req, res) => {
    const credentials = await httpAuth.credentials(req, READERS);
    const entityRef = stringifyEntityRef(req.params);
    res.json(await desk.plan(entityRef, req.body, credentials));
  });

  router.get('/entities/:kind/:namespace/:name/decisions', async (req, res) => {
    const credentials = await httpAuth.credentials(req, READERS);
    const entityRef = stringifyEntityRef(req.params);
    res.json(await desk.list(entityRef, req.query, credentials));
  });

  router.post(
    '/entities/:kind/:namespace/:name/decisions',
    async (req, res) => {
      const credentials = await httpAuth.credentials(req, PEOPLE);
      const entityRef = stringifyEntityRef(req.params);
      res.json(
        await desk.decide(entityRef, req.body, credentials, {
          idempotencyKey: req.header('Idempotency-Key'),
          request: req,
        }),
      );
    },
  );

  router.post(
    '/entities/:kind/:namespace/:name/decisions/:id/approve',
    async (req, res) => {
      const credentials = await httpAuth.credentials(req, PEOPLE);
      const entityRef = stringifyEntityRef(req.params);
      res.json(
        await desk.approve(entityRef, req.params.id, credentials, {
          request: req,
        }),
      );
    },
  );

  router.post(
    '/entities/:kind/:namespace/:name/decisions/:id/withdraw',
    async (req, res) => {
      const credentials = await httpAuth.credentials(req, PEOPLE);
      const entityRef = stringifyEntityRef(req.params);
      res.json(
        await desk.withdraw(entityRef, req.params.id, credentials, {
          request: req,
        }),
      );
    },
  );
}
