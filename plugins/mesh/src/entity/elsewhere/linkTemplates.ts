import type { Config } from '@backstage/config';

/** A link as it is configured. */
export interface LinkTemplate {
  /** Where it stands in the configuration. */
  key: string;
  /** Absent of a tool that has a name of its own. */
  title?: string;
  tool?: Tool;
  url: string;
  icon?: string;
  /** All without it. */
  clusters?: string[];
}

/** Something in the configuration that cannot be read, in its reader's words. */
export interface UnreadableTemplate {
  key: string;
  reason: string;
}

const QUERY = (() => {
  const [before, between, after] = [
    'sum by (response_code) (rate(istio_requests_total{reporter="destination",destination_service_name="',
    '",destination_service_namespace="',
    '"}[1m]))',
  ].map(encodeURIComponent);
  return `${before}{service}${between}{namespace}${after}`;
})();

/**
 * The pages of a service in Istio's sample addons, below their base addresses: Kiali's routes, the uid of Istio's own
 * dashboard, the names that Istio gives services in traces, and the routes of the Rollouts dashboard.
 */
const PAGES = {
  kiali: {
    icon: 'mesh',
    page: '/console/namespaces/{namespace}/services/{service}',
  },
  grafana: {
    icon: 'metrics',
    page: '/d/LJ_uJAvmk/istio-service-dashboard?var-service={service}.{namespace}.svc.cluster.local&from={from}&to={to}',
  },
  jaeger: {
    icon: 'traces',
    page: '/search?service={service}.{namespace}&lookback=1h&limit=20',
  },
  prometheus: {
    icon: 'metrics',
    page: `/graph?g0.expr=${QUERY}&g0.tab=0&g0.range_input=1h`,
  },
  argoRollouts: { icon: 'delivery', page: '/rollout/{namespace}/{workload}' },
} as const;

/** A tool whose pages are known. */
export type Tool = keyof typeof PAGES;

const TOOLS = Object.keys(PAGES) as Tool[];

/** The links that the portal is configured with, the known tools first. What cannot be read spoils nothing else. */
export function linkTemplates(
  config: Config,
): (LinkTemplate | UnreadableTemplate)[] {
  const tools = TOOLS.flatMap(tool => {
    const key = `mesh.${tool}`;
    return attempt(`${key}.url`, () => {
      const own = config.getOptionalConfig(key);
      if (!own) return [];
      const { icon, page } = PAGES[tool];
      const base = own.getString('url').replace(/\/+$/, '');
      const clusters = own.getOptionalStringArray('clusters');
      return [{ key: `${key}.url`, tool, url: base + page, icon, clusters }];
    });
  });
  const links = attempt('mesh.links', () =>
    (config.getOptionalConfigArray('mesh.links') ?? []).flatMap((link, index) =>
      attempt(`mesh.links[${index}]`, () => [
        {
          key: `mesh.links[${index}].url`,
          title: link.getString('title'),
          url: link.getString('url'),
          icon: link.getOptionalString('icon'),
          clusters: link.getOptionalStringArray('clusters'),
        },
      ]),
    ),
  );
  return [...tools, ...links];
}

function attempt<T>(key: string, read: () => T[]): (T | UnreadableTemplate)[] {
  try {
    return read();
  } catch (error) {
    return [{ key, reason: error instanceof Error ? error.message : key }];
  }
}
