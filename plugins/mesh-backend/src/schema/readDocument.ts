import { readFileSync } from 'node:fs';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import type { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import { parse } from 'yaml';

/** An OpenAPI document, as Backstage's router takes it. */
export type ApiDocument = Parameters<
  typeof createValidatedOpenApiRouterFromGeneratedEndpointMap
>[0];

/**
 * The document of the API, by which requests are checked.
 */
export function readDocument(): ApiDocument {
  const path = resolvePackagePath(
    '@meshway/plugin-mesh-backend',
    'src/schema/openapi.yaml',
  );
  return parse(readFileSync(path, 'utf8'));
}
