import { mkdtemp, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type {
  BackstageCredentials,
  UrlReaderService,
} from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  parseEntityRef,
  parseLocationRef,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import { InputError, NotFoundError, toError } from '@backstage/errors';
import type { ScmIntegrations } from '@backstage/integration';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { TemplateEntityV1beta3 } from '@backstage/plugin-scaffolder-common';
import {
  fetchContents,
  serializeDirectoryContents,
} from '@backstage/plugin-scaffolder-node';
import {
  checkConfig,
  parseConfigFiles,
  type ConfigFile,
  type Finding,
} from '@meshway/plugin-mesh-common';
import type { DryRun, EncodedFile } from './DryRun';
import { readableFiles } from './readableFiles';

/**
 * What a template would make of some values.
 */
export interface Preview {
  /** Text files, in the order of their paths. Binary and huge ones are left out. */
  files: ConfigFile[];
  /** What the rules for manifests complain about. */
  findings: Finding[];
  /** Why there are no files, when a step failed. */
  failure?: string;
}

/**
 * Renders a template of the catalog by the scaffolder's own dry run, as the caller, up to where it would publish.
 */
export class TemplatePreview {
  private readonly catalog: CatalogService;
  private readonly reader: UrlReaderService;
  private readonly integrations: ScmIntegrations;
  private readonly dryRun: Pick<DryRun, 'run'>;
  private readonly workingDirectory: string;

  constructor(options: {
    catalog: CatalogService;
    reader: UrlReaderService;
    integrations: ScmIntegrations;
    dryRun: Pick<DryRun, 'run'>;
    /** Where the folders of templates lie for a moment. */
    workingDirectory?: string;
  }) {
    this.catalog = options.catalog;
    this.reader = options.reader;
    this.integrations = options.integrations;
    this.dryRun = options.dryRun;
    this.workingDirectory = options.workingDirectory ?? tmpdir();
  }

  /**
   * Rejects with an InputError when the values do not fit the template, a NotFoundError when the caller sees no such
   * template, a NotAllowedError when they may not try templates.
   */
  async of(
    templateRef: string,
    values: Record<string, unknown>,
    credentials: BackstageCredentials,
  ): Promise<Preview> {
    const template = await this.read(templateRef, credentials);
    let folder: EncodedFile[];
    try {
      folder = await this.folderOf(template);
    } catch (error) {
      return failed(
        `The folder of the template cannot be read: ${toError(error).message}`,
      );
    }
    const result = await this.dryRun.run(
      { template: upToPublishing(template), values, folder },
      credentials,
    );
    if ('failure' in result) return failed(result.failure);
    const files = readableFiles(result.files);
    const { objects, findings } = parseConfigFiles(
      files.filter(({ path }) => /\.ya?ml$/.test(path)),
    );
    return { files, findings: [...findings, ...checkConfig(objects)] };
  }

  private async read(
    templateRef: string,
    credentials: BackstageCredentials,
  ): Promise<TemplateEntityV1beta3> {
    const ref = readRef(templateRef);
    const entity = await this.catalog.getEntityByRef(ref, { credentials });
    if (!entity) throw new NotFoundError(`There is no template ${ref}.`);
    if (!isTemplate(entity)) {
      throw new InputError(
        `${ref} is no template of scaffolder.backstage.io/v1beta3 with steps.`,
      );
    }
    return entity;
  }

  /** What lies beside the template's own file, from where `fetch:template` takes it. */
  private async folderOf(
    template: TemplateEntityV1beta3,
  ): Promise<EncodedFile[]> {
    const folder = await mkdtemp(
      join(await realpath(this.workingDirectory), 'mesh-preview-'),
    );
    try {
      await fetchContents({
        reader: this.reader,
        integrations: this.integrations,
        baseUrl: baseUrlOf(template),
        outputPath: folder,
      });
      const files = await serializeDirectoryContents(folder);
      return files
        .filter(({ symlink }) => !symlink)
        .map(({ path, content }) => ({
          path,
          base64Content: content.toString('base64'),
        }));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

function failed(failure: string): Preview {
  return { files: [], findings: [], failure };
}

function readRef(templateRef: string): string {
  let ref;
  try {
    ref = parseEntityRef(templateRef, { defaultKind: 'template' });
  } catch {
    throw new InputError(
      `templateRef: "${templateRef}" is no entity, write one such as template:default/mesh-service`,
    );
  }
  if (ref.kind.toLowerCase() !== 'template') {
    throw new InputError(`templateRef: "${templateRef}" is no template`);
  }
  return stringifyEntityRef(ref);
}

function isTemplate(entity: Entity): entity is TemplateEntityV1beta3 {
  return (
    entity.apiVersion === 'scaffolder.backstage.io/v1beta3' &&
    Array.isArray(entity.spec?.steps)
  );
}

/** As the scaffolder itself finds it (getEntityBaseUrl in plugin-scaffolder-backend). */
function baseUrlOf({ metadata }: Entity): string | undefined {
  const location =
    metadata.annotations?.[ANNOTATION_SOURCE_LOCATION] ??
    metadata.annotations?.[ANNOTATION_LOCATION];
  if (!location) return undefined;
  const { type, target } = parseLocationRef(location);
  if (type === 'url') return target;
  return type === 'file' ? `file://${target}` : undefined;
}

/**
 * The template without what it would do with the files: it neither publishes them, nor lets findings end it, nor asks a
 * cluster.
 */
function upToPublishing(
  template: TemplateEntityV1beta3,
): TemplateEntityV1beta3 {
  const { steps } = template.spec;
  const publishes = steps.findIndex(({ action }) =>
    action.startsWith('publish:'),
  );
  const { output, ...spec } = template.spec;
  return {
    ...template,
    spec: {
      ...spec,
      steps: steps
        .slice(0, publishes < 0 ? undefined : publishes)
        .filter(({ action }) => !action.startsWith('mesh:')),
    },
  };
}
