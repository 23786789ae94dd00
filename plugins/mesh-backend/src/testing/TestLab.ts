import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { z } from 'zod';

const run = promisify(execFile);

const accessSchema = z.object({
  apiServer: z.string(),
  prometheus: z.string(),
  caData: z.string(),
  portalToken: z.string(),
});

/**
 * The running lab that integration tests use: the one whose state lies in `MESHWAY_TEST_LAB`. It is driven by its
 * command line, so that the tests need nothing of its inside.
 */
export class TestLab {
  readonly apiServer: string;
  readonly prometheus: string;
  readonly caData: string;
  readonly portalToken: string;
  private readonly folder: string;

  /** Throws when there is no lab to test with. */
  static async open(): Promise<TestLab> {
    const folder = process.env.MESHWAY_TEST_LAB;
    if (!folder) {
      throw new Error(
        'MESHWAY_TEST_LAB must name the state folder of a running lab. Start one with `npm run lab -- up`, its state lies in .meshway/lab.',
      );
    }
    const access = await runLab(folder, ['prepare']);
    return new TestLab(folder, accessSchema.parse(JSON.parse(access)));
  }

  private constructor(folder: string, access: z.infer<typeof accessSchema>) {
    this.folder = folder;
    this.apiServer = access.apiServer;
    this.prometheus = access.prometheus;
    this.caData = access.caData;
    this.portalToken = access.portalToken;
  }

  async kubectl(...args: string[]): Promise<string> {
    return await runLab(this.folder, ['kubectl', ...args]);
  }

  /** Ships another version of a service. */
  async release(service: string, version: string): Promise<void> {
    await runLab(this.folder, ['release', service, version]);
  }

  /** Takes a scenario back to its beginning. */
  async restart(scenario: string): Promise<void> {
    await runLab(this.folder, ['scenario', scenario, '--again']);
  }

  async chaos(action: 'kill' | 'pause' | 'resume', part: string) {
    await runLab(this.folder, ['chaos', action, part]);
  }

  /** Lets its store forget all but the present. */
  async compact(): Promise<void> {
    await runLab(this.folder, ['chaos', 'compact']);
  }

  /** Makes it hold so many services that are alike; 0 takes them away. */
  async scale(count: number): Promise<void> {
    await runLab(this.folder, ['scale', String(count)]);
  }
}

async function runLab(folder: string, args: string[]): Promise<string> {
  const cli = resolvePackagePath('@meshway/lab', 'src/cli.ts');
  const { stdout } = await run(process.execPath, [cli, ...args], {
    env: { ...process.env, NODE_OPTIONS: '', MESHWAY_LAB_DIR: folder },
    cwd: resolvePackagePath('@meshway/lab'),
    maxBuffer: 64 * 1024 * 1024,
  });
  return stdout;
}
