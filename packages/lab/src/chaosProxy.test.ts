import { once } from 'node:events';
import {
  createServer,
  connect,
  type AddressInfo,
  type Server,
  type Socket,
} from 'node:net';
import { ChaosProxy, parseChaosMode } from './chaosProxy.ts';

describe('ChaosProxy', () => {
  let echo: Server;
  let proxy: ChaosProxy;
  let port: number;
  const sockets: Socket[] = [];

  beforeEach(async () => {
    echo = createServer(socket => socket.on('error', () => {}).pipe(socket));
    echo.listen(0, '127.0.0.1');
    await once(echo, 'listening');
    const { port: target } = echo.address() as AddressInfo;
    proxy = new ChaosProxy({ host: '127.0.0.1', port: target });
    port = await proxy.listen();
  });

  afterEach(() => {
    for (const socket of sockets) socket.destroy();
    proxy.close();
    echo.close();
  });

  function open(): Socket {
    const socket = connect(port, '127.0.0.1').on('error', () => {});
    sockets.push(socket);
    return socket;
  }

  /** Broken or ended: an error is no surprise here. */
  async function closeOf(socket: Socket): Promise<void> {
    await new Promise(resolve => {
      socket.once('close', resolve);
    });
  }

  async function say(socket: Socket, text: string): Promise<string> {
    socket.write(text);
    const [answer] = await once(socket, 'data');
    return String(answer);
  }

  it('passes bytes on until the connection is cut, and again afterwards', async () => {
    const socket = open();
    await expect(say(socket, 'one')).resolves.toBe('one');
    const closed = closeOf(socket);
    proxy.set({ kind: 'cut' });
    await closed;
    await closeOf(open());
    proxy.set({ kind: 'pass' });
    await expect(say(open(), 'two')).resolves.toBe('two');
  });

  it('holds what is said while it stalls, and loses nothing of it', async () => {
    const socket = open();
    await say(socket, 'one');
    proxy.set({ kind: 'stall' });
    let heard = '';
    socket.on('data', data => {
      heard += data;
    });
    socket.write('two');
    // Another connection of the same kind shows that time enough has passed for an answer.
    const direct = connect((echo.address() as AddressInfo).port, '127.0.0.1');
    sockets.push(direct);
    await say(direct, 'three');
    expect(heard).toBe('');
    const answered = once(socket, 'data');
    proxy.set({ kind: 'pass' });
    await answered;
    expect(heard).toBe('two');
  });

  it('delays answers', async () => {
    const socket = open();
    await say(socket, 'one');
    proxy.set({ kind: 'delay', ms: 100 });
    const before = performance.now();
    await expect(say(socket, 'two')).resolves.toBe('two');
    expect(performance.now() - before).toBeGreaterThan(90);
  });
});

describe('parseChaosMode', () => {
  it.each([
    ['pass', { kind: 'pass' }],
    [' cut ', { kind: 'cut' }],
    ['delay 250', { kind: 'delay', ms: 250 }],
    ['delay', undefined],
    ['burn', undefined],
  ])('reads %j', (line, mode) => {
    expect(parseChaosMode(line)).toEqual(mode);
  });
});
