/** By what the objects of one delivery are told from those of another. */
interface Named {
  namespace: string;
  name: string;
}

/**
 * A canary with many pauses, whose traffic is split between two subsets by a VirtualService.
 *
 * @param options - `workloadRef`: whether a Deployment holds its pod template
 */
export function canaryManifests(
  named: Named,
  options: { pauses: number; workloadRef?: boolean },
): object[] {
  const { name } = named;
  const labels = { app: name };
  const strategy = {
    canary: {
      trafficRouting: {
        istio: {
          virtualService: { name, routes: ['primary'] },
          destinationRule: {
            name,
            stableSubsetName: 'stable',
            canarySubsetName: 'canary',
          },
        },
      },
      steps: Array.from({ length: options.pauses }, (_, index) => [
        { setWeight: 1 + (index % 99) },
        { pause: {} },
      ]).flat(),
    },
  };
  return [
    serviceOf(named, labels),
    destinationRuleOf(named, { stable: labels, canary: labels }),
    virtualServiceOf(named, { stable: 100, canary: 0 }),
    ...(options.workloadRef
      ? [
          deploymentOf(named, labels, 0),
          rolloutOf(named, labels, {
            workloadRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
            strategy,
          }),
        ]
      : [rolloutOf(named, labels, { template: podOf(labels), strategy })]),
  ];
}

/** A Rollout that waits for a promote before its Service leads to the new revision. */
export function blueGreenManifests(named: Named): object[] {
  const labels = { app: named.name };
  const preview = { ...named, name: `${named.name}-preview` };
  return [
    serviceOf(named, labels),
    serviceOf(preview, labels),
    rolloutOf(named, labels, {
      template: podOf(labels),
      strategy: {
        blueGreen: {
          activeService: named.name,
          previewService: preview.name,
          autoPromotionEnabled: false,
        },
      },
    }),
  ];
}

/** Two Deployments behind one VirtualService, the first with all the traffic; the second is the canary. */
export function weightedRouteManifests(named: Named): object[] {
  const { name, namespace } = named;
  const versions = ['v1', 'v2'].map(version => ({
    version,
    labels: { app: name, version },
  }));
  return [
    serviceOf(named, { app: name }),
    destinationRuleOf(
      named,
      Object.fromEntries(versions.map(({ version }) => [version, { version }])),
    ),
    virtualServiceOf(named, { v1: 100, v2: 0 }, { 'meshway.dev/canary': 'v2' }),
    ...versions.map(({ version, labels }) =>
      deploymentOf({ namespace, name: `${name}-${version}` }, labels, 1),
    ),
  ];
}

function serviceOf(metadata: Named, selector: object) {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata,
    spec: { selector, ports: [{ name: 'http', port: 80 }] },
  };
}

function destinationRuleOf(metadata: Named, subsets: Record<string, object>) {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'DestinationRule',
    metadata,
    spec: {
      host: metadata.name,
      subsets: Object.entries(subsets).map(([name, labels]) => ({
        name,
        labels,
      })),
    },
  };
}

/** With one route, `primary`, between subsets of the host of its name. */
function virtualServiceOf(
  metadata: Named,
  weights: Record<string, number>,
  annotations?: Record<string, string>,
) {
  const route = Object.entries(weights).map(([subset, weight]) => ({
    destination: { host: metadata.name, subset },
    weight,
  }));
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'VirtualService',
    metadata: { ...metadata, annotations },
    spec: { hosts: [metadata.name], http: [{ name: 'primary', route }] },
  };
}

function rolloutOf(metadata: Named, matchLabels: object, spec: object) {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Rollout',
    metadata,
    spec: { replicas: 1, selector: { matchLabels }, ...spec },
  };
}

function deploymentOf(metadata: Named, labels: object, replicas: number) {
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: podOf(labels),
    },
  };
}

function podOf(labels: object) {
  return {
    metadata: { labels },
    spec: { containers: [{ name: 'app', image: 'example.com/app:1' }] },
  };
}
