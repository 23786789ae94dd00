import { execFile } from 'node:child_process';
import { cp, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ConflictError } from '@backstage/errors';

/** Who made a repository: lets a task that is run again recognise its own. */
const CREATOR_FILE = 'meshway-created-by';

/** Where repositories are put together; it is none itself, and moves into place in one step. */
const STAGING_FOLDER = '.unfinished';

/** A Git repository in a folder of this machine. */
export class LocalRepository {
  readonly folder: string;
  private readonly root: string;
  private readonly name: string;

  /** @param name - already checked to be the name of a folder */
  constructor(options: { root: string; name: string }) {
    this.root = options.root;
    this.name = options.name;
    this.folder = join(options.root, options.name);
  }

  /**
   * Creates the repository with one commit of these files. The same creator may repeat this, after a crash
   * at any point, and gets the same repository.
   *
   * @returns the hash of the commit
   * @throws ConflictError when a repository of that name exists already
   */
  async create(options: { files: string; creator: string }): Promise<string> {
    if ((await this.creator()) !== options.creator) {
      await this.moveIntoPlace(options);
    }
    return (await this.head()) ?? (await this.commit());
  }

  private async moveIntoPlace(options: { files: string; creator: string }) {
    const staging = join(this.root, STAGING_FOLDER, options.creator);
    await rm(staging, { recursive: true, force: true });
    await mkdir(staging, { recursive: true });
    try {
      await cp(options.files, staging, { recursive: true });
      await git(staging, ['init', '--quiet', '--initial-branch=main']);
      await writeFile(join(staging, '.git', CREATOR_FILE), options.creator);
      await rename(staging, this.folder);
    } catch (error) {
      if (['ENOTEMPTY', 'EEXIST', 'ENOTDIR'].includes(codeOf(error))) {
        throw new ConflictError(
          `There is already a repository "${this.name}" in the local folder. Nothing was changed there: choose another name, or delete ${this.folder}.`,
        );
      }
      throw error;
    } finally {
      await rm(staging, { recursive: true, force: true });
    }
  }

  private async commit(): Promise<string> {
    await git(this.folder, ['add', '--all']);
    await git(this.folder, [
      '-c',
      'user.name=Meshway',
      '-c',
      'user.email=meshway@localhost',
      // The person at this machine may sign commits or run hooks; a server cannot.
      '-c',
      'commit.gpgSign=false',
      'commit',
      '--quiet',
      '--no-verify',
      '--message=Create the service',
    ]);
    return git(this.folder, ['rev-parse', 'HEAD']);
  }

  private async head(): Promise<string | undefined> {
    return git(this.folder, ['rev-parse', '--verify', '--quiet', 'HEAD']).catch(
      () => undefined,
    );
  }

  private async creator(): Promise<string | undefined> {
    return readFile(join(this.folder, '.git', CREATOR_FILE), 'utf8').catch(
      () => undefined,
    );
  }
}

async function git(folder: string, args: string[]): Promise<string> {
  const { stdout } = await promisify(execFile)('git', args, { cwd: folder });
  return stdout.trim();
}

function codeOf(error: unknown): string {
  return String((error as NodeJS.ErrnoException).code);
}
