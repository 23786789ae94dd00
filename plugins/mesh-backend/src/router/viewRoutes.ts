import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import { EventStream } from '../stream/EventStream';
import type { ViewStreams } from '../stream/ViewStreams';
import { entityServices } from '../views/entityServices';
import type { RenderedViews } from '../views/RenderedViews';
import type { ReadAccess } from './ReadAccess';
import { READERS, type MeshRouter } from './MeshRouter';

/**
 * What the routes of views need.
 */
export interface ViewRoutes {
  httpAuth: HttpAuthService;
  access: Pick<ReadAccess, 'read'>;
  views: RenderedViews;
  streams: ViewStreams;
}

/**
 * The view of an entity, once and as a stream.
 */
export function addViewRoutes(router: MeshRouter, options: ViewRoutes): void {
  const { httpAuth, access, views, streams } = options;

  router.get('/entities/:kind/:namespace/:name/view', async (req, res) => {
    const credentials = await httpAuth.credentials(req, READERS);
    const entityRef = stringifyEntityRef(req.params);
    const entity = await access.read(entityRef, credentials);
    const view = await views.of(entityServices(entity));
    const tag = `"${view.version}"`;
    // Kept by the browser alone, and asked for each time.
    res.setHeader('Cache-Control', 'private, no-cache');
    // Weak: the same view, whether it is compressed or not.
    res.setHeader('ETag', `W/${tag}`);
    if (isKnown(tag, req.header('If-None-Match'))) {
      res.status(304).end();
      return;
    }
    res.type('json').vary('Accept-Encoding');
    const zip = req.acceptsEncodings('gzip');
    if (zip) res.setHeader('Content-Encoding', 'gzip');
    const body = zip ? await view.gzip() : Buffer.from(view.json);
    // Said, so that it goes out in one piece, and the access log knows it.
    res.setHeader('Content-Length', body.length);
    res.end(body);
  });

  router.get('/entities/:kind/:namespace/:name/stream', async (req, res) => {
    const credentials = await httpAuth.credentials(req, READERS);
    const entityRef = stringifyEntityRef(req.params);
    const readAgain = async () =>
      entityServices(await access.read(entityRef, credentials));
    streams.connect(
      await readAgain(),
      new EventStream(res, {
        expiresAt: credentials.expiresAt,
        now: new Date(),
      }),
      { known: req.header('Last-Event-ID'), readAgain },
    );
  });
}

/** Express would not answer 304 to `fetch`, which adds `Cache-Control: no-cache` to such a request. */
function isKnown(tag: string, header = ''): boolean {
  return header
    .split(',')
    .map(known => known.trim().replace(/^W\//, ''))
    .some(known => known === tag || known === '*');
}
