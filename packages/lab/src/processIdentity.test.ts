import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  identify,
  isAlive,
  signalProcess,
  stopProcess,
  type ProcessIdentity,
} from './processIdentity.ts';

const STUBBORN = `
  process.on('SIGTERM', () => {});
  setInterval(() => {}, 1000);
  process.stdout.write('ready');
`;

describe('a process the lab has started', () => {
  let child: ChildProcess;
  let identity: ProcessIdentity;

  beforeEach(async () => {
    child = spawn(process.execPath, ['-e', STUBBORN], {
      env: {},
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    await once(child.stdout!, 'data');
    identity = identify(child.pid!)!;
  });

  afterEach(() => {
    child.kill('SIGKILL');
  });

  it('is alive as itself', () => {
    expect(isAlive(identity)).toBe(true);
  });

  it('is not the one that had its id before, and gets none of its signals', () => {
    const predecessor = { ...identity, startedAt: 'another/1' };
    expect(isAlive(predecessor)).toBe(false);
    expect(signalProcess(predecessor, 'SIGKILL')).toBe(false);
    expect(isAlive(identity)).toBe(true);
  });

  it('is ended when it does not stop by itself', async () => {
    const ended = once(child, 'exit');
    await stopProcess(identity, 100);
    expect((await ended)[1]).toBe('SIGKILL');
    expect(isAlive(identity)).toBe(false);
  });

  it('is ended even while it is paused', async () => {
    child.kill('SIGSTOP');
    await stopProcess(identity, 100);
    expect(isAlive(identity)).toBe(false);
  });

  it('is nobody once it has ended', async () => {
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(isAlive(identity)).toBe(false);
    expect(signalProcess(identity, 'SIGTERM')).toBe(false);
  });
});
