import type { HttpAuthService } from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import { EventStream } from '../stream/EventStream';
import type { ViewStreams } from '../stream/ViewStreams';
import { entityServices } from '../views/entityServices';
import type { EntityViews } from '../views/EntityViews';
import type { EntityAccess } from './EntityAccess';
import { entityParams } from './entityParams';

/**
 * What the routes of views need.
 */
export interface ViewRoutes {
  httpAuth: HttpAuthService;
  access: EntityAccess;
  views: EntityViews;
  streams: ViewStreams;
}

/**
 * The view of an entity, once and as a stream.
 */
export function addViewRoutes(router: Router, options: ViewRoutes): void {
  const { httpAuth, access, views, streams } = options;

  router.get('/entities/:kind/:namespace/:name/view', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const entity = await access.read(entityParams(req.params), credentials);
    res.json(await views.view(entityServices(entity)));
  });

  router.get('/entities/:kind/:namespace/:name/stream', async (req, res) => {
    const credentials = await httpAuth.credentials(req, {
      allow: ['user', 'service'],
    });
    const entity = entityServices(
      await access.read(entityParams(req.params), credentials),
    );
    streams.connect(
      entity,
      new EventStream(res, {
        expiresAt: credentials.expiresAt,
        now: new Date(),
      }),
    );
  });
}
