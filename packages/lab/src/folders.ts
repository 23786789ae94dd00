import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';

/**
 * Where a lab keeps what. Everything lies inside the project and is ignored by Git.
 *
 * @public
 */
export interface LabFolders {
  /** The repository. */
  readonly project: string;
  /** The built programs, shared by all labs of the project. */
  readonly programs: string;
  /** Manifests taken from the Go modules at build time: custom resources, kwok's stages. */
  readonly share: string;
  /** What one lab owns; removed by `reset`. */
  readonly state: string;
  /** The databases of etcd and Prometheus. */
  readonly data: string;
  /** One log for each part. */
  readonly logs: string;
  /** Identities of the running processes and rendered configuration. */
  readonly run: string;
  /** Keys, tokens and kubeconfigs: readable by the owner only. */
  readonly credentials: string;
  /** The Git repositories whose manifests the lab applies. */
  readonly repositories: string;
}

/**
 * The root of the project: the nearest folder upwards that carries `backstage.json`.
 *
 * @throws Error when there is none.
 * @public
 */
export function findProject(from: string = process.cwd()): string {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'backstage.json'))) {
      return folder;
    }
    if (folder === dirname(folder)) {
      throw new Error(
        `No Meshway project at or above ${from}: no folder there has a backstage.json.`,
      );
    }
  }
}

/**
 * The folders of the lab whose state lies in `state`, or `MESHWAY_LAB_DIR`: so tests run a second lab beside the first.
 * Without either it is `lab` in `MESHWAY_STATE_DIR`, the folder of all that a portal on this machine leaves behind, which
 * is `.meshway` of the project by default. The repositories are `MESHWAY_REPOSITORIES`, or lie in that same folder; a
 * lab with a folder of its own keeps them there.
 *
 * @public
 */
export function labFolders(
  project: string,
  state: string | undefined = process.env.MESHWAY_LAB_DIR,
): LabFolders {
  const { MESHWAY_STATE_DIR, MESHWAY_REPOSITORIES } = process.env;
  const tools = join(project, '.tools', 'lab');
  const shared = resolve(MESHWAY_STATE_DIR || join(project, '.meshway'));
  const root = state ? resolve(state) : join(shared, 'lab');
  return {
    project,
    programs: join(tools, 'bin'),
    share: join(tools, 'share'),
    state: root,
    data: join(root, 'data'),
    logs: join(root, 'logs'),
    run: join(root, 'run'),
    credentials: join(root, 'credentials'),
    repositories: resolve(
      MESHWAY_REPOSITORIES || join(state ? root : shared, 'repositories'),
    ),
  };
}
