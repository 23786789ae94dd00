import type { ClusterRegistry } from '../../clusters/ClusterRegistry';
import {
  DEFAULT_CLUSTER_SETTINGS,
  type ClusterSettings,
} from '../../clusters/clusterSettings';
import type { ClusterRequestInit } from '../../clusters/KubernetesPlugin';
import { LiveObjects } from '../../clusters/LiveObjects';

/** An object as it is sent and kept. */
export interface RawObject {
  metadata: { annotations?: Record<string, string>; [field: string]: unknown };
  [field: string]: unknown;
}

/** A server-side apply that came. */
export interface Sent {
  path: string;
  dryRun: boolean;
  query: Record<string, string>;
  headers: Record<string, string>;
  body: RawObject;
}

/** What an API server answers instead of doing it. */
export interface Refused {
  status: number;
  message: string;
  causes?: { reason: string; message: string; field: string }[];
}

/** What it serves, as its discovery tells. */
const SERVED: Record<string, [plural: string, kind: string][]> = {
  '/api/v1': [
    ['namespaces', 'Namespace'],
    ['services', 'Service'],
    ['serviceaccounts', 'ServiceAccount'],
    ['serviceaccounts/token', 'TokenRequest'],
    ['configmaps', 'ConfigMap'],
  ],
  '/apis/networking.istio.io/v1': [['virtualservices', 'VirtualService']],
  '/apis/argoproj.io/v1alpha1': [
    ['rollouts', 'Rollout'],
    ['rollouts/status', 'Rollout'],
  ],
};

/**
 * As much of an API server as server-side apply needs, behind the cluster `lab`: discovery, single objects, applying
 * and what it would come to. The real one is asked in `manifests.integration.test.ts`.
 */
export class FakeApplyServer {
  settings: ClusterSettings = DEFAULT_CLUSTER_SETTINGS;
  readonly objects = new Map<string, RawObject>();
  readonly sent: Sent[] = [];
  /** Asked before each request; what it throws is a broken connection. */
  before: (
    method: string,
    path: string,
    body?: RawObject,
    dryRun?: boolean,
  ) => Refused | undefined = () => undefined;

  readonly clusters = { names: () => ['lab'] };
  readonly live = new LiveObjects({
    clusters: {
      get: () => ({
        settings: this.settings,
        versionOf: () => undefined,
        request: async (path: string, init: ClusterRequestInit) =>
          this.answer(path, init),
      }),
    } as unknown as ClusterRegistry,
  });

  /** The applies that were not only asked about. */
  get written(): string[] {
    return this.sent.filter(({ dryRun }) => !dryRun).map(({ path }) => path);
  }

  addNamespace(name: string, owner?: string): void {
    this.objects.set(`/api/v1/namespaces/${name}`, {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name,
        annotations: owner ? { 'meshway.dev/owner': owner } : {},
      },
    });
  }

  private answer(url: string, init: ClusterRequestInit): Response {
    const { method = 'GET' } = init;
    const { pathname: path, searchParams } = new URL(url, 'http://lab');
    const body = init.body ? JSON.parse(String(init.body)) : undefined;
    const dryRun = searchParams.get('dryRun') === 'All';
    const refused = this.before(method, path, body, dryRun);
    if (refused) return status(refused);
    const served = SERVED[path];
    if (served) {
      return Response.json({
        resources: served.map(([name, kind]) => ({
          name,
          kind,
          namespaced: kind !== 'Namespace',
        })),
      });
    }
    const known = this.objects.get(path);
    if (method === 'GET') {
      return known
        ? Response.json(known)
        : status({ status: 404, message: `${path} not found` });
    }
    this.sent.push({
      path,
      dryRun,
      query: Object.fromEntries(searchParams),
      headers: init.headers ?? {},
      body,
    });
    const namespace =
      /^(\/api\/v1\/namespaces\/[^/]+)\/|\/namespaces\/([^/]+)\//.exec(path);
    const place = namespace?.[1] ?? `/api/v1/namespaces/${namespace?.[2]}`;
    if (namespace && !place.endsWith('/default') && !this.objects.has(place)) {
      return status({ status: 404, message: 'namespace not found' });
    }
    const after = {
      ...known,
      ...body,
      metadata: {
        uid: 'uid',
        ...known?.metadata,
        ...body.metadata,
        resourceVersion: String(this.sent.length),
        managedFields: [{ manager: searchParams.get('fieldManager') }],
      },
      status: { observed: this.sent.length },
    };
    if (!dryRun) this.objects.set(path, after);
    return Response.json(after, { status: known ? 200 : 201 });
  }
}

function status({ status: code, message, causes }: Refused): Response {
  return Response.json(
    {
      kind: 'Status',
      status: 'Failure',
      code,
      message,
      ...(causes && { details: { causes } }),
    },
    { status: code },
  );
}
