import { spawn, type ChildProcess } from 'node:child_process';
import { createInterface, type Interface } from 'node:readline';
import { once } from 'node:events';
import { resolvePackagePath } from '@backstage/backend-plugin-api';

/** The lab's chaos proxy before an address: it breaks connections on demand. */
export class LabProxy {
  readonly port: number;
  private readonly child: ChildProcess;
  private readonly lines: Interface;

  /** @param address - `host:port` */
  static async before(address: string): Promise<LabProxy> {
    const child = spawn(
      process.execPath,
      [
        resolvePackagePath('@meshway/lab', 'src/cli.ts'),
        ...['chaos', 'proxy', address],
      ],
      {
        env: { ...process.env, NODE_OPTIONS: '' },
        stdio: ['pipe', 'pipe', 'inherit'],
      },
    );
    const lines = createInterface({ input: child.stdout! });
    const [said] = await once(lines, 'line');
    const port = Number(/^listens on (\d+)$/.exec(said)?.[1]);
    return new LabProxy(child, lines, port);
  }

  private constructor(child: ChildProcess, lines: Interface, port: number) {
    this.child = child;
    this.lines = lines;
    this.port = port;
  }

  /** Resolves when it does so. */
  async set(mode: 'pass' | 'cut' | 'stall' | `delay ${number}`): Promise<void> {
    const said = once(this.lines, 'line');
    this.child.stdin!.write(`${mode}\n`);
    await said;
  }

  close(): void {
    this.child.kill();
  }
}
