import type { DiscoveryApi, FetchApi } from '@backstage/core-plugin-api';
import { ResponseError } from '@backstage/errors';
import type { Finding } from '@meshway/plugin-mesh-common';

/** What a template would make of the values so far. */
export interface ManifestPreview {
  files: { path: string; content: string }[];
  findings: Finding[];
  /** Why the files could not be made, in words. */
  failure?: string;
}

/** Name of the error when the scaffolder's backend has no preview. */
export const NO_PREVIEW = 'NoPreviewError';

/** Asks the scaffolder's backend what a template would make, without making it. */
export async function previewManifests(
  apis: { discoveryApi: DiscoveryApi; fetchApi: FetchApi },
  request: { templateRef: string; values: object },
  signal: AbortSignal,
): Promise<ManifestPreview> {
  const baseUrl = await apis.discoveryApi.getBaseUrl('scaffolder');
  const response = await apis.fetchApi.fetch(`${baseUrl}/mesh/preview`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(request),
    signal,
  });
  if (!response.ok) {
    const error = await ResponseError.fromResponse(response);
    // Who finds no template says so; who finds no route says nothing.
    if (response.status === 404 && error.cause.name !== 'NotFoundError') {
      error.cause.name = NO_PREVIEW;
    }
    throw error;
  }
  const { files, findings, failure } = await response.json();
  return {
    files: Array.isArray(files) ? files : [],
    findings: Array.isArray(findings) ? findings : [],
    ...(failure && { failure: String(failure) }),
  };
}
