import type {
  AuthService,
  BackstageCredentials,
  DiscoveryService,
} from '@backstage/backend-plugin-api';
import {
  InputError,
  NotAllowedError,
  parseErrorResponseBody,
  ResponseError,
} from '@backstage/errors';
import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import { z } from 'zod';

/** A file as the scaffolder takes and gives it. */
export interface EncodedFile {
  path: string;
  base64Content: string;
}

/**
 * What came of a dry run.
 */
export type DryRunResult = { files: EncodedFile[] } | { failure: string };

const resultSchema = z.object({
  directoryContents: z.array(
    z.object({ path: z.string(), base64Content: z.string() }),
  ),
});

/** What the scaffolder answers to values that do not fit: `instance.name does not match pattern "…"`. */
const invalidSchema = z.object({
  errors: z.array(z.object({ stack: z.string() })).min(1),
});

/**
 * The scaffolder's own dry run, by its HTTP API: so its permissions and its audit log hold for whoever asks.
 */
export class DryRun {
  private readonly auth: AuthService;
  private readonly discovery: DiscoveryService;

  constructor(options: { auth: AuthService; discovery: DiscoveryService }) {
    this.auth = options.auth;
    this.discovery = options.discovery;
  }

  async run(
    input: {
      template: TemplateEntityV1beta3;
      values: Record<string, unknown>;
      folder: EncodedFile[];
    },
    credentials: BackstageCredentials,
  ): Promise<DryRunResult> {
    const { template, values, folder } = input;
    const [{ token }, baseUrl] = await Promise.all([
      this.auth.getPluginRequestToken({
        onBehalfOf: credentials,
        targetPluginId: 'scaffolder',
      }),
      this.discovery.getBaseUrl('scaffolder'),
    ]);
    const response = await fetch(`${baseUrl}/v2/dry-run`, {
      method: 'POST',
      headers: {
        'Content-Type': 'application/json',
        Authorization: `Bearer ${token}`,
      },
      body: JSON.stringify({
        template,
        values,
        secrets: {},
        directoryContents: folder,
      }),
    });
    if (response.ok) {
      const result = resultSchema.parse(await response.json());
      return { files: result.directoryContents };
    }
    if (response.status === 400) {
      const invalid = invalidSchema.safeParse(
        await response
          .clone()
          .json()
          .catch(() => undefined),
      );
      if (invalid.success) {
        throw new InputError(
          invalid.data.errors
            .map(({ stack }) => stack.replace(/^instance[. ]/, ''))
            .join('; '),
        );
      }
    }
    if (response.status === 401)
      throw await ResponseError.fromResponse(response);
    if (response.status === 413) {
      return {
        failure: 'The folder of the template is too large to be previewed.',
      };
    }
    const { error } = await parseErrorResponseBody(response);
    if (response.status === 403) {
      throw new NotAllowedError(
        error.message ||
          'You may not try templates: ask for the permissions scaffolder.template.dry-run and scaffolder.task.create.',
      );
    }
    return { failure: error.message };
  }
}
