import type { HttpAuthService } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import express from 'express';
import Router from 'express-promise-router';
import { z } from 'zod';
import type { TemplatePreview } from './TemplatePreview';

const bodySchema = z.strictObject({
  templateRef: z.string().min(1).max(1000),
  values: z.record(z.string(), z.unknown()),
});

/**
 * What the interface asks while somebody fills in a template: `POST /mesh/preview`. A path of its own, so that none of
 * the scaffolder's is in its way.
 */
export function createPreviewRouter(options: {
  httpAuth: HttpAuthService;
  preview: Pick<TemplatePreview, 'of'>;
}): express.Router {
  const { httpAuth, preview } = options;
  const router = Router();
  router.post(
    '/mesh/preview',
    express.json({ limit: '256kb' }),
    async (req, res) => {
      const credentials = await httpAuth.credentials(req, { allow: ['user'] });
      const body = bodySchema.safeParse(req.body);
      if (!body.success) {
        throw new InputError(
          body.error.issues
            .map(({ path, message }) => `${path.join('.')}: ${message}`)
            .join('; '),
        );
      }
      const { templateRef, values } = body.data;
      // What is rendered is for the one who asked.
      res.setHeader('Cache-Control', 'private, no-store');
      res.json(await preview.of(templateRef, values, credentials));
    },
  );
  return router;
}
