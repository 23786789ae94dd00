import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import type { LabApi } from './LabApi.ts';
import { TABS } from './tabs.ts';

/** The gateway, and the two that the product page calls. */
const OWN_PEERS = 3;

/** How long tasks of the page took while it was refreshed, those above 50 ms; milliseconds. */
export async function measureLongTasks(
  page: Page,
  api: LabApi,
  options: { peers: number; seconds: number },
): Promise<{ nodes: number; tasksMs: number[] }> {
  const { peers, seconds } = options;
  await letCall(api, peers - OWN_PEERS);
  await page.goto(`${TABS.productpage}?mesh-refresh=10s`);
  const nodes = page
    .getByRole('group', { name: 'Graph of the traffic' })
    .getByRole('listitem');
  // They are there as soon as Prometheus has scraped each twice.
  await nodes.nth(peers - 1).waitFor({ state: 'attached', timeout: 120_000 });
  await page.evaluate(() => {
    const tasks: number[] = [];
    Object.assign(window, { longTasks: tasks });
    new PerformanceObserver(list => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: 'longtask' });
  });
  await sleep(seconds * 1000);
  return {
    nodes: await nodes.count(),
    tasksMs: await page.evaluate(
      () => (window as unknown as { longTasks: number[] }).longTasks,
    ),
  };
}

/** Lets so many services call the product page. */
async function letCall(api: LabApi, callers: number): Promise<void> {
  await api.lab.scale(callers);
  const names = await api.lab.kubectl([
    'get',
    'services',
    '--all-namespaces',
    '--output=jsonpath={range .items[*]}{.metadata.namespace}/{.metadata.name}{"\\n"}{end}',
  ]);
  const byNamespace = new Map<string, string[]>();
  const scaled = names.split('\n').filter(line => line.startsWith('scale-'));
  for (const line of scaled.slice(0, callers)) {
    const [namespace, name] = line.split('/');
    byNamespace.set(namespace, [...(byNamespace.get(namespace) ?? []), name]);
  }
  for (const [namespace, services] of byNamespace) {
    const clients = services.map(name => ({
      name: `${name} reads`,
      from: name,
      host: 'productpage.bookinfo.svc.cluster.local',
      port: 9080,
      requestsPerSecond: 1,
    }));
    await api.lab.kubectl(['apply', '-f', '-'], {
      input: JSON.stringify({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: {
          namespace,
          name: 'readers',
          labels: { 'lab.meshway.dev/traffic': 'true' },
        },
        // YAML is a superset of JSON.
        data: { 'traffic.yaml': JSON.stringify({ clients }) },
      }),
    });
  }
}
