import { stat, readFile } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import {
  isChildPath,
  resolveSafeChildPath,
} from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import type { ConfigFile } from '@meshway/plugin-mesh-common';
import { parse } from 'yaml';
import { readConfigFiles } from '../lint/readConfigFiles';

const KUSTOMIZATION = /^kustomization(\.ya?ml)?$/i;
const KUSTOMIZATION_NAMES = [
  'kustomization.yaml',
  'kustomization.yml',
  'Kustomization',
];
/** Of a kustomization, what does not change the files that it lists. */
const HARMLESS = ['apiVersion', 'kind', 'metadata'];

/**
 * The manifests below a folder of the workspace: those that its kustomization lists, as they are, or else every YAML file.
 *
 * @returns `warnings`: what the kustomization says beyond that, in sentences
 */
export async function readManifestFiles(
  workspace: string,
  path: string,
): Promise<{ files: ConfigFile[]; warnings: string[] }> {
  const start = resolveSafeChildPath(workspace, path);
  const found = new Map<string, ConfigFile>();
  const warnings: string[] = [];
  const kustomizations = new Set<string>();

  async function add(target: string): Promise<void> {
    if ((await stat(target)).isFile()) {
      found.set(target, {
        path: relative(workspace, target),
        content: await readFile(target, 'utf8'),
      });
      return;
    }
    const kustomization = await kustomizationIn(target);
    if (kustomization) {
      await addListed(kustomization);
      return;
    }
    for (const file of await readConfigFiles(target)) {
      const place = join(target, file.path);
      if (KUSTOMIZATION.test(basename(place))) continue;
      found.set(place, { ...file, path: relative(workspace, place) });
    }
  }

  async function addListed(kustomization: string): Promise<void> {
    if (kustomizations.has(kustomization)) return;
    kustomizations.add(kustomization);
    const name = relative(workspace, kustomization);
    const { resources, others } = await readKustomization(kustomization, name);
    if (others.length > 0) {
      warnings.push(
        `${name}: ${others.join(
          ', ',
        )} is not carried out here. The files are taken as they are.`,
      );
    }
    for (const resource of resources) {
      const target = join(dirname(kustomization), resource);
      if (!isChildPath(workspace, target) || !(await exists(target))) {
        warnings.push(
          `${name}: "${resource}" is not in the workspace, and was left out.`,
        );
      } else {
        await add(target);
      }
    }
  }

  if (!(await exists(start))) {
    throw new InputError(
      `There is no "${path}" in the workspace. Write into "path" where the step before put the manifests.`,
    );
  }
  await add(start);
  return { files: [...found.values()], warnings };
}

async function kustomizationIn(folder: string): Promise<string | undefined> {
  for (const name of KUSTOMIZATION_NAMES) {
    const file = join(folder, name);
    // A link may lead out of the workspace.
    if (isChildPath(folder, file) && (await exists(file))) return file;
  }
  return undefined;
}

async function readKustomization(
  file: string,
  name: string,
): Promise<{ resources: string[]; others: string[] }> {
  let content: unknown;
  try {
    content = parse(await readFile(file, 'utf8'));
  } catch (error) {
    throw new InputError(
      `${name} is not YAML: ${(error as Error).message.split('\n')[0]}`,
    );
  }
  const { resources, bases, ...rest } = { ...(content as object) } as Record<
    string,
    unknown
  >;
  return {
    resources: [resources, bases]
      .flat()
      .filter((one): one is string => typeof one === 'string'),
    others: Object.keys(rest).filter(key => !HARMLESS.includes(key)),
  };
}

async function exists(path: string): Promise<boolean> {
  return await stat(path).then(
    () => true,
    () => false,
  );
}
