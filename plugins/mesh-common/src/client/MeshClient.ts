import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import type {
  Decision,
  DecisionRequest,
  EntityMeshView,
  Fleet,
} from '../model';

/**
 * What the mesh backend answers. Every method rejects with a `ResponseError` that carries the
 * backend's own sentence; a promote that came too late is one named `ConflictError`.
 *
 * @public
 */
export interface MeshApi {
  getEntityView(
    entityRef: string,
    options?: { signal?: AbortSignal },
  ): Promise<EntityMeshView>;
  /**
   * Calls `onView` with the view now and after each change, until the signal aborts or the server ends
   * the stream; then it resolves.
   */
  streamEntityView(
    entityRef: string,
    options: { signal: AbortSignal; onView: (view: EntityMeshView) => void },
  ): Promise<void>;
  decide(entityRef: string, request: DecisionRequest): Promise<Decision>;
  getFleet(options?: { signal?: AbortSignal }): Promise<Fleet>;
}

/**
 * Speaks to the mesh backend from the browser or from another backend.
 *
 * @public
 */
export class MeshClient implements MeshApi {
  private readonly discoveryApi: {
    getBaseUrl(pluginId: string): Promise<string>;
  };
  private readonly fetchApi: { fetch: typeof fetch };

  constructor(options: {
    discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
    fetchApi: { fetch: typeof fetch };
  }) {
    this.discoveryApi = options.discoveryApi;
    this.fetchApi = options.fetchApi;
  }

  async getEntityView(
    entityRef: string,
    options?: { signal?: AbortSignal },
  ): Promise<EntityMeshView> {
    const response = await this.request(entityPath(entityRef, 'view'), {
      signal: options?.signal,
    });
    return await response.json();
  }

  async streamEntityView(
    entityRef: string,
    options: { signal: AbortSignal; onView: (view: EntityMeshView) => void },
  ): Promise<void> {
    try {
      const response = await this.request(entityPath(entityRef, 'stream'), {
        signal: options.signal,
        headers: { Accept: 'text/event-stream' },
      });
      for await (const data of eventData(response.body!)) {
        if (options.signal.aborted) return;
        options.onView(JSON.parse(data));
      }
    } catch (error) {
      if (!options.signal.aborted) throw error;
    }
  }

  async decide(entityRef: string, request: DecisionRequest): Promise<Decision> {
    const response = await this.request(entityPath(entityRef, 'decisions'), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(request),
    });
    return await response.json();
  }

  async getFleet(options?: { signal?: AbortSignal }): Promise<Fleet> {
    const response = await this.request('/fleet', { signal: options?.signal });
    return await response.json();
  }

  private async request(path: string, init: RequestInit): Promise<Response> {
    const baseUrl = await this.discoveryApi.getBaseUrl('mesh');
    const response = await this.fetchApi.fetch(`${baseUrl}${path}`, init);
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response;
  }
}

function entityPath(entityRef: string, resource: string): string {
  const { kind, namespace, name } = parseEntityRef(entityRef);
  return `/entities/${[kind, namespace, name]
    .map(encodeURIComponent)
    .join('/')}/${resource}`;
}

/** The data of each server-sent event; comments, such as heartbeats, have none. */
async function* eventData(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<string> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let buffer = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      buffer += decoder.decode(value, { stream: true });
      const events = buffer.split('\n\n');
      buffer = events.pop()!;
      for (const event of events) {
        const data = /^data: (.*)$/m.exec(event);
        if (data) yield data[1];
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
