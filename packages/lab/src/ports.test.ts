import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rememberedPorts, reservePorts } from './ports.ts';

describe('the ports of a lab', () => {
  let folder: string;
  let file: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lab-ports-'));
    file = join(folder, 'ports.json');
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it('are all different and the same at the next start', async () => {
    const first = await reservePorts(file);
    expect(new Set(Object.values(first)).size).toBe(Object.keys(first).length);
    expect(await reservePorts(file)).toEqual(first);
    expect(rememberedPorts(file)).toEqual(first);
  });

  it('change where somebody else has taken one meanwhile, and only there', async () => {
    const first = await reservePorts(file);
    const stranger = createServer();
    await new Promise<void>(resolve => {
      stranger.listen(0, '127.0.0.1', resolve);
    });
    const { port } = stranger.address() as AddressInfo;
    writeFileSync(file, JSON.stringify({ ...first, apiServer: port }));
    try {
      const second = await reservePorts(file);
      expect(second.apiServer).not.toBe(port);
      expect({ ...second, apiServer: 0 }).toEqual({ ...first, apiServer: 0 });
      expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(second);
    } finally {
      stranger.close();
    }
  });

  it('are picked anew when the file is damaged', async () => {
    writeFileSync(file, '{"etcd": "a"');
    expect(rememberedPorts(file)).toBeUndefined();
    expect((await reservePorts(file)).etcd).toBeGreaterThan(1023);
  });
});
