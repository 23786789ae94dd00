import { ResponseError } from '@backstage/errors';
import { MeshClient } from './MeshClient';

const REF = 'component:default/product page';

function clientFor(respond: (url: string, init?: RequestInit) => Response) {
  const calls: { url: string; init?: RequestInit }[] = [];
  const client = new MeshClient({
    discoveryApi: { getBaseUrl: async id => `http://portal/api/${id}` },
    fetchApi: {
      fetch: async (url, init) => {
        calls.push({ url: String(url), init });
        return respond(String(url), init);
      },
    },
  });
  return { client, calls };
}

function streamOf(chunks: Uint8Array[], options?: { fail?: Error }): Response {
  return new Response(
    new ReadableStream({
      start(controller) {
        for (const chunk of chunks) controller.enqueue(chunk);
        if (options?.fail) controller.error(options.fail);
        else controller.close();
      },
    }),
  );
}

async function viewsOf(response: Response): Promise<unknown[]> {
  const views: unknown[] = [];
  const { client } = clientFor(() => response);
  await client.streamEntityView(REF, {
    signal: new AbortController().signal,
    onView: view => views.push(view),
  });
  return views;
}

describe('MeshClient', () => {
  it('asks for the view of an entity, its name escaped', async () => {
    const { client, calls } = clientFor(() => Response.json({ services: [] }));
    expect(await client.getEntityView(REF)).toEqual({ services: [] });
    expect(calls[0].url).toBe(
      'http://portal/api/mesh/entities/component/default/product%20page/view',
    );
  });

  it('reads the same views however the stream is cut, even within a character', async () => {
    const text =
      ': heartbeat\n\nevent: view\ndata: {"at":"größer"}\n\nevent: view\ndata: {"at":"2"}\n\n';
    const bytes = new TextEncoder().encode(text);
    for (let size = 1; size <= bytes.length; size++) {
      const chunks = Array.from(
        { length: Math.ceil(bytes.length / size) },
        (_, i) => bytes.slice(i * size, (i + 1) * size),
      );
      expect(await viewsOf(streamOf(chunks))).toEqual([
        { at: 'größer' },
        { at: '2' },
      ]);
    }
  });

  it('does not deliver an event that the server did not finish', async () => {
    const bytes = new TextEncoder().encode('event: view\ndata: {"at":"1"}\n');
    expect(await viewsOf(streamOf([bytes]))).toEqual([]);
  });

  it('resolves when the page goes away', async () => {
    const page = new AbortController();
    const views: unknown[] = [];
    const { client } = clientFor(
      (_, init) =>
        new Response(
          new ReadableStream({
            start(controller) {
              controller.enqueue(
                new TextEncoder().encode('event: view\ndata: {"at":"1"}\n\n'),
              );
              init!.signal!.addEventListener('abort', () =>
                controller.error(new DOMException('aborted', 'AbortError')),
              );
            },
          }),
        ),
    );
    await client.streamEntityView(REF, {
      signal: page.signal,
      onView: view => {
        views.push(view);
        page.abort();
      },
    });
    expect(views).toEqual([{ at: '1' }]);
  });

  it('says which view it has, and tells the version of the next', async () => {
    const versions: string[] = [];
    const { client, calls } = clientFor(() =>
      streamOf([
        new TextEncoder().encode('id: b\nevent: view\ndata: {"at":"2"}\n\n'),
      ]),
    );
    await client.streamEntityView(REF, {
      signal: new AbortController().signal,
      known: 'a',
      onView: (_, version) => versions.push(version),
    });
    expect(versions).toEqual(['b']);
    expect(calls[0].init?.headers).toMatchObject({ 'Last-Event-ID': 'a' });
  });

  it('rejects when the connection breaks', async () => {
    await expect(
      viewsOf(streamOf([], { fail: new Error('connection reset') })),
    ).rejects.toThrow('connection reset');
  });

  it('asks for an object by the names that its view has', async () => {
    const { client, calls } = clientFor(() => Response.json({ yaml: '{}' }));
    const object = { cluster: 'eu/1', kind: 'Gateway', name: 'shop' };
    expect(await client.getObject(REF, object)).toEqual({ yaml: '{}' });
    await client.getObject(REF, { ...object, namespace: 'istio-system' });
    expect(calls.map(({ url }) => url.split('product%20page')[1])).toEqual([
      '/object?cluster=eu%2F1&objectKind=Gateway&objectName=shop',
      '/object?cluster=eu%2F1&objectKind=Gateway&objectNamespace=istio-system&objectName=shop',
    ]);
  });

  it('rejects a promote that came too late with what the backend said', async () => {
    const { client, calls } = clientFor(() =>
      Response.json(
        {
          error: {
            name: 'ConflictError',
            message: 'The Rollout went on to step 4 of 6.',
          },
          response: { statusCode: 409 },
        },
        { status: 409 },
      ),
    );
    const request = {
      service: { cluster: 'lab', namespace: 'bookinfo', name: 'productpage' },
      verb: 'promote',
      seen: {
        podHash: 'a',
        stepIndex: 1,
        pauseStartedAt: '2026-11-20T19:39:18Z',
        weight: 20,
      },
    } as const;
    const error = await client.decide(REF, request).catch(e => e);
    expect(error).toBeInstanceOf(ResponseError);
    expect(error.cause).toMatchObject({
      name: 'ConflictError',
      message: 'The Rollout went on to step 4 of 6.',
    });
    expect(calls[0].init?.method).toBe('POST');
    expect(JSON.parse(String(calls[0].init?.body))).toEqual(request);
  });
});
