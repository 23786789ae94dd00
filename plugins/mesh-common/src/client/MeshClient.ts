import { parseEntityRef } from '@backstage/catalog-model';
import { ResponseError } from '@backstage/errors';
import type {
  ClusterStatus,
  Decision,
  DecisionPage,
  DecisionPlan,
  DecisionRequest,
  EntityMeshView,
  Finding,
  Fleet,
  FleetQuery,
  GatewayOption,
  ManifestsMode,
  ManifestsReport,
  MeshHealth,
  NamedObject,
  NamespaceOption,
  ObjectManifest,
  OnboardingPlan,
  OnboardingRequest,
  PlanRequest,
  ServiceRef,
  TrafficGraph,
  TrafficSeries,
} from '../model';
import type { ConfigFile } from '../rules';
import type { MeshApi, MeshRequestOptions } from './MeshApi';
import { serverSentEvents } from './serverSentEvents';

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
    options?: MeshRequestOptions,
  ): Promise<EntityMeshView> {
    return await this.get(entityPath(entityRef, 'view'), {}, options);
  }

  async streamEntityView(
    entityRef: string,
    options: {
      signal: AbortSignal;
      onView: (view: EntityMeshView, version: string) => void;
      known?: string;
    },
  ): Promise<void> {
    const { signal, onView, known } = options;
    try {
      const response = await this.request(entityPath(entityRef, 'stream'), {
        signal,
        headers: {
          Accept: 'text/event-stream',
          ...(known !== undefined && { 'Last-Event-ID': known }),
        },
      });
      for await (const { data, id } of serverSentEvents(response.body!)) {
        if (signal.aborted) return;
        onView(JSON.parse(data), id);
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    }
  }

  async getTrafficGraph(
    entityRef: string,
    query: { service: ServiceRef; windowSeconds?: number },
    options?: MeshRequestOptions,
  ): Promise<TrafficGraph> {
    const { service, ...rest } = query;
    return await this.get(
      entityPath(entityRef, 'traffic'),
      { ...serviceQuery(service), ...rest },
      options,
    );
  }

  async getTrafficSeries(
    entityRef: string,
    query: {
      service: ServiceRef;
      from: string;
      to: string;
      stepSeconds?: number;
    },
    options?: MeshRequestOptions,
  ): Promise<TrafficSeries> {
    const { service, ...rest } = query;
    return await this.get(
      entityPath(entityRef, 'series'),
      { ...serviceQuery(service), ...rest },
      options,
    );
  }

  async getObject(
    entityRef: string,
    { cluster, kind, namespace, name }: NamedObject & { cluster: string },
    options?: MeshRequestOptions,
  ): Promise<ObjectManifest> {
    return await this.get(
      entityPath(entityRef, 'object'),
      {
        cluster,
        objectKind: kind,
        objectNamespace: namespace,
        objectName: name,
      },
      options,
    );
  }

  async planDecision(
    entityRef: string,
    request: PlanRequest,
    options?: MeshRequestOptions,
  ): Promise<DecisionPlan> {
    return await this.post(entityPath(entityRef, 'plan'), request, options);
  }

  async getDecisions(
    entityRef: string,
    page: { limit?: number; cursor?: string } = {},
    options?: MeshRequestOptions,
  ): Promise<DecisionPage> {
    return await this.get(entityPath(entityRef, 'decisions'), page, options);
  }

  async decide(
    entityRef: string,
    request: DecisionRequest,
    { idempotencyKey }: { idempotencyKey?: string } = {},
  ): Promise<Decision> {
    return await this.post(entityPath(entityRef, 'decisions'), request, {
      headers:
        idempotencyKey === undefined
          ? {}
          : { 'Idempotency-Key': idempotencyKey },
    });
  }

  async approveDecision(entityRef: string, id: string): Promise<Decision> {
    return await this.post(decisionPath(entityRef, id, 'approve'));
  }

  async withdrawDecision(entityRef: string, id: string): Promise<Decision> {
    return await this.post(decisionPath(entityRef, id, 'withdraw'));
  }

  async getFleet(
    options?: MeshRequestOptions & { query?: FleetQuery },
  ): Promise<Fleet> {
    return await this.get('/fleet', { ...options?.query }, options);
  }

  async getClusters(options?: MeshRequestOptions): Promise<ClusterStatus[]> {
    return await this.get('/clusters', {}, options);
  }

  async getNamespaces(
    cluster: string,
    options?: MeshRequestOptions,
  ): Promise<NamespaceOption[]> {
    return await this.get(clusterPath(cluster, 'namespaces'), {}, options);
  }

  async getGateways(
    cluster: string,
    options?: MeshRequestOptions,
  ): Promise<GatewayOption[]> {
    return await this.get(clusterPath(cluster, 'gateways'), {}, options);
  }

  async sendManifests(
    cluster: string,
    { files, mode }: { files: ConfigFile[]; mode: ManifestsMode },
    options?: MeshRequestOptions,
  ): Promise<ManifestsReport> {
    return await this.post(
      clusterPath(cluster, 'manifests'),
      { files, mode },
      options,
    );
  }

  async planOnboarding(
    cluster: string,
    request: OnboardingRequest,
    options?: MeshRequestOptions,
  ): Promise<OnboardingPlan> {
    return await this.post(
      clusterPath(cluster, 'onboarding'),
      request,
      options,
    );
  }

  async lint(files: ConfigFile[]): Promise<{ findings: Finding[] }> {
    return await this.post('/lint', { files });
  }

  async getHealth(options?: MeshRequestOptions): Promise<MeshHealth> {
    return await this.get('/health', {}, options);
  }

  private async get<T>(
    path: string,
    query: Record<string, string | number | boolean | undefined>,
    { signal }: MeshRequestOptions = {},
  ): Promise<T> {
    const response = await this.request(path + queryString(query), { signal });
    return await response.json();
  }

  private async post<T>(
    path: string,
    body?: object,
    options: MeshRequestOptions & { headers?: Record<string, string> } = {},
  ): Promise<T> {
    const response = await this.request(path, {
      method: 'POST',
      signal: options.signal,
      headers: {
        ...options.headers,
        ...(body && { 'Content-Type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
    });
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

function decisionPath(entityRef: string, id: string, verb: string): string {
  return `${entityPath(entityRef, 'decisions')}/${encodeURIComponent(
    id,
  )}/${verb}`;
}

function clusterPath(cluster: string, resource: string): string {
  return `/clusters/${encodeURIComponent(cluster)}/${resource}`;
}

function serviceQuery({ cluster, namespace, name }: ServiceRef) {
  return { cluster, namespace, service: name };
}

function queryString(
  query: Record<string, string | number | boolean | undefined>,
): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text && `?${text}`;
}
