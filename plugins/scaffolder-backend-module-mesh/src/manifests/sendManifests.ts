import type {
  BackstageCredentials,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type {
  ManifestResult,
  ManifestsMode,
} from '@meshway/plugin-mesh-common';
import { explainFailure } from '../client/explainFailure';
import type { MeshClientOf } from '../client/meshClientOf';
import { readManifestFiles } from './readManifestFiles';

const IF_SILENT = {
  'dry-run': 'Nothing was judged: start the task again when it answers.',
  apply: 'Start the task again when it answers: what is there already stays.',
};

/**
 * Sends the manifests of the workspace to a cluster, and writes into the log what comes of each.
 *
 * @param mode - `dry-run` changes nothing
 */
export async function sendManifests(
  ctx: {
    input: { cluster: string; path?: string };
    workspacePath: string;
    logger: LoggerService;
    signal?: AbortSignal;
    getInitiatorCredentials(): Promise<BackstageCredentials>;
  },
  clientOf: MeshClientOf,
  mode: ManifestsMode,
): Promise<ManifestResult[]> {
  const { cluster, path = '.' } = ctx.input;
  const { files, warnings } = await readManifestFiles(ctx.workspacePath, path);
  for (const warning of warnings) ctx.logger.warn(warning);
  const client = clientOf(await ctx.getInitiatorCredentials());
  const objects = await client
    .sendManifests(cluster, { files, mode }, { signal: ctx.signal })
    .then(
      report => report.objects,
      error => {
        throw explainFailure(error, IF_SILENT[mode]);
      },
    );
  if (objects.length === 0) {
    throw new InputError(
      `There are no Kubernetes manifests below "${path}". Write into "path" where the step before put them.`,
    );
  }
  for (const object of objects) {
    const line = sentenceOf(object, mode);
    if (object.outcome === 'refused') ctx.logger.error(line);
    else ctx.logger.info(line);
  }
  return objects;
}

/** Throws an InputError that names what was refused, and why. */
export function failOnRefused(objects: readonly ManifestResult[]): void {
  const refused = objects.filter(({ outcome }) => outcome === 'refused');
  if (refused.length > 0) {
    throw new InputError(refused.map(object => sentenceOf(object)).join('\n'));
  }
}

function sentenceOf(
  { kind, namespace, name, path, outcome, message }: ManifestResult,
  mode: ManifestsMode = 'apply',
): string {
  const title = `${kind} ${namespace ? `${namespace}/` : ''}${name} (${path})`;
  const said = mode === 'dry-run' && outcome !== 'refused';
  const verb = said ? `would be ${outcome}` : outcome;
  return `${title}: ${verb}${message ? `. ${message}` : ''}`;
}
