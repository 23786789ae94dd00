import { execFile } from 'node:child_process';
import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { exportCommit, headCommit } from './repository.ts';
import { readJsonFile, writeJsonFile } from '../jsonFile.ts';
import { selectDocuments } from '../setup/applyOnce.ts';
import { findManifests } from './findManifests.ts';

const LOOK_EVERY_MS = 1000;
// A manifest that was refused may be fine once something else has changed in the cluster.
const RETRY_AFTER_MS = 30_000;

/** What to apply with, from where, and where to put the files meanwhile. */
export interface RepositoryApplierOptions {
  readonly kubectl: string;
  readonly kubeconfig: string;
  readonly repositories: string;
  readonly work: string;
  /** Where to remember which commits are applied. */
  readonly memory: string;
  readonly log: (line: string) => void;
}

interface Attempt {
  readonly commit: string;
  readonly at: number;
  readonly succeeded: boolean;
}

/**
 * Applies the manifests of every repository in a folder whenever its HEAD moves: what a GitOps controller would do.
 * What a repository contains is not trusted to be right: a failure is logged and concerns that repository alone.
 */
export class RepositoryApplier {
  private readonly options: RepositoryApplierOptions;
  private readonly attempts: Map<string, Attempt>;

  constructor(options: RepositoryApplierOptions) {
    this.options = options;
    this.attempts = new Map(
      Object.entries(
        readJsonFile<Record<string, Attempt>>(options.memory) ?? {},
      ),
    );
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      for (const name of await this.repositoryNames()) {
        await this.look(name).catch((error: Error) =>
          this.options.log(`${name}: ${error.message}`),
        );
      }
      await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  private async repositoryNames(): Promise<string[]> {
    const entries = await readdir(this.options.repositories, {
      withFileTypes: true,
    }).catch(() => []);
    return entries.filter(entry => entry.isDirectory()).map(({ name }) => name);
  }

  private async look(name: string): Promise<void> {
    const folder = join(this.options.repositories, name);
    const commit = await headCommit(folder);
    const last = this.attempts.get(name);
    if (
      !commit ||
      (last?.commit === commit &&
        (last.succeeded || Date.now() - last.at < RETRY_AFTER_MS))
    ) {
      return;
    }
    let succeeded = false;
    try {
      succeeded = await this.apply(name, folder, commit);
    } finally {
      this.attempts.set(name, { commit, at: Date.now(), succeeded });
      writeJsonFile(this.options.memory, Object.fromEntries(this.attempts));
    }
  }

  private async apply(
    name: string,
    folder: string,
    commit: string,
  ): Promise<boolean> {
    const { log } = this.options;
    const files = join(this.options.work, name);
    const shown = `${name}@${commit.slice(0, 7)}`;
    await rm(files, { recursive: true, force: true });
    await exportCommit(folder, commit, files);
    const manifests = findManifests(files);
    if (!manifests) {
      log(`${shown}: nothing to apply`);
      return true;
    }
    try {
      const said = await this.applyManifests(manifests, files);
      log(`${shown}: applied\n${said.trimEnd()}`);
      return true;
    } catch (error) {
      const { stderr, message } = error as Error & { stderr?: string };
      log(
        `${shown}: not applied, tried again later\n${
          stderr?.trimEnd() || message
        }`,
      );
      return false;
    }
  }

  /** @returns what kubectl said */
  private async applyManifests(
    manifests: string[],
    folder: string,
  ): Promise<string> {
    const serverSide = [
      'apply',
      '--server-side',
      // The Rollouts controller owns the weights of the routes it moves; it sets them again at once.
      '--force-conflicts',
      '--field-manager=meshway-lab-gitops',
    ];
    const [how, root] = manifests;
    if (how !== '-k') return await this.kubectl([...serverSide, ...manifests]);
    // To a server-side apply, the selector of a Service is one field: it would take away the hash by which the Rollouts
    // controller leads a Service to one revision. Argo CD is told to leave that alone.
    const rendered = await this.kubectl(['kustomize', root]);
    const isMerged = (kind: string) => ['Namespace', 'Service'].includes(kind);
    const parts = [
      { args: ['apply'], wanted: isMerged },
      { args: serverSide, wanted: (kind: string) => !isMerged(kind) },
    ];
    let said = '';
    for (const [index, { args, wanted }] of parts.entries()) {
      const documents = selectDocuments(rendered, wanted);
      if (documents) {
        const file = join(folder, `rendered-${index}.yaml`);
        await writeFile(file, documents);
        said += await this.kubectl([...args, '-f', file]);
      }
    }
    return said;
  }

  private async kubectl(args: string[]): Promise<string> {
    const { kubectl, kubeconfig } = this.options;
    const { stdout } = await promisify(execFile)(kubectl, [
      `--kubeconfig=${kubeconfig}`,
      ...args,
    ]);
    return stdout;
  }
}
