import { json, ScriptedServer } from '../testing/ScriptedServer';
import { ObjectPoll } from './ObjectPoll';

const PATH = '/api/v1/namespaces/shop';

describe('ObjectPoll', () => {
  let server: ScriptedServer;

  beforeEach(async () => {
    server = new ScriptedServer();
    await server.start();
  });

  afterEach(async () => {
    await server.stop();
  });

  /** What it tells, until it has told as much. After an answer it would not look again for an hour. */
  async function told(count: number): Promise<unknown[]> {
    const heard: unknown[] = [];
    const abort = new AbortController();
    const note = (what: unknown) => {
      heard.push(what);
      if (heard.length === count) abort.abort();
    };
    await new ObjectPoll({
      request: (path, signal) => fetch(`${server.url}${path}`, { signal }),
      path: PATH,
      timing: {
        idleMs: 250,
        graceMs: 250,
        firstBackoffMs: 1,
        maxBackoffMs: 10,
        absentMs: 3_600_000,
      },
      listener: {
        trimmed: object => object,
        replaced: note,
        failed: note,
        heard: () => {},
        absent: () => {},
        changed: () => {},
        deleted: () => {},
        broken: () => {},
        silent: () => {},
      },
    }).run(abort.signal);
    return heard;
  }

  it('asks again soon where an API server that has just started refuses everybody', async () => {
    const shop = { metadata: { name: 'shop' } };
    const forbidden = json(403, { kind: 'Status', message: 'not yet' });
    server.answers(forbidden, json(503, {}), forbidden, json(200, shop));
    expect(await told(4)).toEqual([
      { refusal: expect.objectContaining({ status: 403, from: 'cluster' }) },
      { refusal: expect.objectContaining({ status: 503 }) },
      { refusal: expect.objectContaining({ status: 403, from: 'cluster' }) },
      [shop],
    ]);
    expect(server.requests).toEqual([PATH, PATH, PATH, PATH]);
  });

  it('takes the word of the API server alone that the object is not there', async () => {
    server.answers(
      json(404, {
        error: { name: 'NotFoundError', message: 'no such cluster' },
      }),
      json(404, { kind: 'Status', message: 'namespaces "shop" not found' }),
    );
    expect(await told(2)).toEqual([
      { refusal: expect.objectContaining({ status: 404, from: 'portal' }) },
      [],
    ]);
  });
});
