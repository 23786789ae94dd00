import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const ROOT = resolve(__dirname, '../../../..');

/** What a program said, and whether it was content. */
export interface Answer {
  ok: boolean;
  text: string;
}

/** kubectl and istioctl, as the lab builds them, and the cluster of the lab whose state lies in `MESHWAY_TEST_LAB`. */
export class RealTools {
  private constructor(
    private readonly programs: string,
    private readonly kubeconfig: string,
    /** Files for the programs; gone after `close`. */
    readonly folder: string,
  ) {}

  static async open(): Promise<RealTools> {
    const lab = process.env.MESHWAY_TEST_LAB;
    if (!lab) {
      throw new Error(
        'MESHWAY_TEST_LAB must name the state folder of a running lab. Start one with `npm run lab -- up`, its state lies in .meshway/lab.',
      );
    }
    return new RealTools(
      join(ROOT, '.tools', 'lab', 'bin'),
      join(lab, 'kubeconfig'),
      await mkdtemp(join(tmpdir(), 'meshway-template-')),
    );
  }

  async close(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  /** What is applied: a kustomization with what it stands on, as one stream of YAML in a file. */
  async kustomize(kustomization: string, name: string): Promise<Answer> {
    const answer = await this.run('kubectl', ['kustomize', kustomization]);
    if (answer.ok) await writeFile(this.file(name), answer.text);
    return answer;
  }

  file(name: string): string {
    return join(this.folder, `${name}.yaml`);
  }

  /** Content when nothing at all was found. */
  async istioctlAnalyze(...files: string[]): Promise<Answer> {
    return await this.run('istioctl', [
      'analyze',
      '--use-kube=false',
      // Without it, only findings about the namespace "default" are told.
      '--all-namespaces',
      '--output-threshold=Info',
      '--failure-threshold=Info',
      ...files,
    ]);
  }

  /** What the API server would do: schemas, admission and istiod's webhook included. */
  async serverDryRun(file: string): Promise<Answer> {
    return await this.kubectl(
      'apply',
      '--server-side',
      '--dry-run=server',
      `--filename=${file}`,
    );
  }

  async kubectl(...args: string[]): Promise<Answer> {
    return await this.run('kubectl', [
      `--kubeconfig=${this.kubeconfig}`,
      ...args,
    ]);
  }

  private async run(program: string, args: string[]): Promise<Answer> {
    try {
      const { stdout, stderr } = await promisify(execFile)(
        join(this.programs, program),
        args,
        { maxBuffer: 2 ** 26 },
      );
      return { ok: true, text: stdout || stderr };
    } catch (error) {
      const { stdout, stderr, message } = error as Error & {
        stdout?: string;
        stderr?: string;
      };
      return { ok: false, text: `${stdout ?? ''}${stderr ?? ''}` || message };
    }
  }
}
