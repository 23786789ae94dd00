import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { MESH_RESOURCES, type MeshKind } from '@meshway/plugin-mesh-common';

const KINDS = Object.keys(MESH_RESOURCES) as MeshKind[];

/**
 * An object as an API server keeps it.
 */
export interface RawObject {
  metadata: {
    name: string;
    namespace?: string;
    uid: unknown;
    resourceVersion: string;
    [field: string]: unknown;
  };
  [field: string]: unknown;
}

interface Collection {
  kind: MeshKind;
  /** Undefined for all. */
  namespace?: string;
}

interface Event {
  kind: MeshKind;
  version: number;
  type: 'ADDED' | 'DELETED';
  object: RawObject;
}

/**
 * As much of an API server as reading needs: discovery, lists, watches from a version, of all namespaces or of one,
 * readiness, refusals and silence.
 */
export class FakeApiServer {
  /** Every request so far, method and path. */
  readonly requests: string[] = [];
  private readonly server: Server;
  private readonly objects = new Map<string, RawObject>();
  private readonly events: Event[] = [];
  private readonly refusals = new Map<
    string,
    { status: number; message?: string }
  >();
  private readonly watchers = new Map<ServerResponse, Collection>();
  private readonly served = new Map<string, readonly string[]>();
  private version = 1000;
  private paused = false;

  constructor(objects: Partial<Record<MeshKind, RawObject[]>>) {
    for (const [kind, list] of Object.entries(objects)) {
      for (const object of list) {
        this.objects.set(keyOf(kind as MeshKind, object), object);
      }
    }
    this.server = createServer((request, response) => {
      this.requests.push(`${request.method} ${request.url}`);
      if (!this.paused) this.answer(request.url ?? '', response);
    });
  }

  async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }

  get url(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  put(kind: MeshKind, object: RawObject): void {
    this.objects.set(keyOf(kind, object), object);
    this.tell(kind, 'ADDED', object);
  }

  remove(kind: MeshKind, namespace: string, name: string): void {
    const key = `${kind}/${namespace}/${name}`;
    const object = this.objects.get(key);
    if (!object) throw new Error(`there is no ${key}`);
    this.objects.delete(key);
    this.tell(kind, 'DELETED', object);
  }

  /** Serves a group in just these versions, whose watches end when they go. */
  serve(group: string, versions: readonly string[]): void {
    this.served.set(group, versions);
    for (const [response, { kind }] of this.watchers) {
      if (MESH_RESOURCES[kind].group === group) response.end();
    }
  }

  /** Ends nothing and sends nothing more on the watches that run, as a cut connection behind a proxy does. */
  cutWatches(): void {
    this.watchers.clear();
  }

  /** Answers a path like this, until it is allowed again. */
  refuse(path: string, status: number, message?: string): void {
    this.refusals.set(path, { status, message });
  }

  allow(path: string): void {
    this.refusals.delete(path);
  }

  /** Accepts connections and says nothing any more, as a stopped process does. */
  pause(): void {
    this.paused = true;
    this.watchers.clear();
  }

  /** Answers what comes from now on; what came meanwhile stays without an answer. */
  resume(): void {
    this.paused = false;
  }

  private answer(url: string, response: ServerResponse): void {
    const { pathname, searchParams } = new URL(url, this.url);
    for (const [path, { status, message }] of this.refusals) {
      if (pathname !== path) continue;
      response.writeHead(status, { 'Content-Type': 'application/json' });
      const body = JSON.stringify({ kind: 'Status', code: status, message });
      response.end(message ? body : '404 page not found\n');
      return;
    }
    if (pathname === '/readyz') {
      response.end('ok');
      return;
    }
    const group = /^\/apis\/([^/]+)\/([^/]+)$/.exec(pathname);
    const collection = this.collectionOf(pathname);
    if (group && this.versionsOf(group[1]).includes(group[2])) {
      const resources = KINDS.map(kind => MESH_RESOURCES[kind])
        .filter(resource => resource.group === group[1])
        .map(({ plural }) => ({ name: plural }));
      response.end(JSON.stringify({ kind: 'APIResourceList', resources }));
    } else if (!collection) {
      response.writeHead(404).end('404 page not found\n');
    } else if (collection.name !== undefined) {
      const { kind, namespace = '', name } = collection;
      const object = this.objects.get(`${kind}/${namespace}/${name}`);
      response.writeHead(object ? 200 : 404);
      response.end(JSON.stringify(object ?? { kind: 'Status', code: 404 }));
    } else if (searchParams.get('watch')) {
      this.watch(
        collection,
        Number(searchParams.get('resourceVersion')),
        Number(searchParams.get('timeoutSeconds')),
        response,
      );
    } else {
      response.end(
        JSON.stringify({
          metadata: { resourceVersion: String(this.version) },
          items: [...this.objects]
            .filter(([key]) => key.startsWith(prefixOf(collection)))
            .map(([, object]) => object),
        }),
      );
    }
  }

  private versionsOf(group: string): readonly string[] {
    const kind = KINDS.find(one => MESH_RESOURCES[one].group === group);
    return (
      this.served.get(group) ?? (kind ? MESH_RESOURCES[kind].versions : [])
    );
  }

  private collectionOf(
    pathname: string,
  ): (Collection & { name?: string }) | undefined {
    const [, group = '', version, namespace, plural, name] =
      /^\/api(?:s\/([^/]+))?\/([^/]+)(?:\/namespaces\/([^/]+)(?=\/))?\/([^/]+)(?:\/([^/]+))?$/.exec(
        pathname,
      ) ?? [];
    const kind = KINDS.find(
      one =>
        MESH_RESOURCES[one].group === group &&
        MESH_RESOURCES[one].plural === plural,
    );
    return kind && this.versionsOf(group).includes(version)
      ? { kind, namespace, name }
      : undefined;
  }

  private watch(
    collection: Collection,
    since: number,
    seconds: number,
    response: ServerResponse,
  ): void {
    this.watchers.set(response, collection);
    const timer = setTimeout(() => {
      if (this.watchers.has(response)) response.end();
    }, seconds * 1000);
    response.on('close', () => {
      clearTimeout(timer);
      this.watchers.delete(response);
    });
    for (const event of this.events) {
      if (concerns(collection, event) && event.version > since) {
        send(response, event);
      }
    }
  }

  private tell(kind: MeshKind, type: Event['type'], object: RawObject): void {
    this.version += 1;
    object.metadata.resourceVersion = String(this.version);
    const event = { kind, version: this.version, type, object };
    this.events.push(event);
    for (const [response, watched] of this.watchers) {
      if (concerns(watched, event)) send(response, event);
    }
  }
}

function concerns({ kind, namespace }: Collection, event: Event): boolean {
  return (
    event.kind === kind &&
    (namespace ?? event.object.metadata.namespace) ===
      event.object.metadata.namespace
  );
}

function prefixOf({ kind, namespace }: Collection): string {
  return namespace === undefined ? `${kind}/` : `${kind}/${namespace}/`;
}

function send(response: ServerResponse, { type, object }: Event): void {
  response.write(`${JSON.stringify({ type, object })}\n`);
}

function keyOf(kind: MeshKind, { metadata }: RawObject): string {
  return `${kind}/${metadata.namespace ?? ''}/${metadata.name}`;
}
