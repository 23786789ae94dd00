import { setTimeout as sleep } from 'node:timers/promises';
import type { EntityMeshView } from '@meshway/plugin-mesh-common';
import type { TestLab } from '../../src/testing/TestLab';
import { ViewStreamReader } from '../../src/testing/ViewStreamReader';
import { quantile } from './measureCalls';
import type { ServicesUnderTest } from './ServicesUnderTest';

/** How long after a change of the cluster its page shows it. */
export interface StreamLatency {
  changes: number;
  p50Ms: number;
  p95Ms: number;
}

/** What streams ask upstream while they are open. */
export interface StreamCost {
  clients: number;
  queries: number;
  reads: number;
  seconds: number;
}

/**
 * Pauses and resumes a Rollout by hand, and measures from the API server's answer, which is later than its event by
 * nothing that matters, until the stream of its entity shows it.
 */
export async function measureLatency(
  under: ServicesUnderTest,
  lab: TestLab,
  changes: number,
): Promise<StreamLatency> {
  const [service] = under.services;
  const stream = openStream(under);
  const times: number[] = [];
  await stream.until(({ services }) => services.length > 0);
  for (let index = 0; index < changes; index++) {
    const paused = index % 2 === 0;
    const startedAt = performance.now();
    const seen = stream.until(view => isPaused(view) === paused);
    await pause(lab, service, paused);
    await seen;
    times.push(performance.now() - startedAt);
    // At any moment of the ticks of the stream.
    await sleep(300 + ((index * 137) % 400));
  }
  stream.close();
  return {
    changes,
    p50Ms: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
  };
}

/** What so many streams of one entity ask upstream. */
export async function measureCost(
  under: ServicesUnderTest,
  clients: number,
  seconds: number,
): Promise<StreamCost> {
  const streams = Array.from({ length: clients }, () => openStream(under));
  await Promise.all(streams.map(stream => stream.until(() => true)));
  const { queries, reads } = await under.counting(() => sleep(seconds * 1000));
  for (const stream of streams) stream.close();
  return { clients, queries, reads, seconds };
}

function openStream(under: ServicesUnderTest): ViewStreamReader {
  return new ViewStreamReader(
    `${under.backend.url}${under.entityPath(0)}/stream`,
    under.backend.headers(),
  );
}

function isPaused({ services }: EntityMeshView): boolean | undefined {
  const delivery = services[0]?.delivery;
  return delivery?.engine === 'argo-rollouts'
    ? delivery.plans.resume.allowed
    : undefined;
}

async function pause(
  { apiServer, portalToken }: TestLab,
  { namespace, name }: { namespace: string; name: string },
  paused: boolean,
): Promise<void> {
  const response = await fetch(
    `${apiServer}/apis/argoproj.io/v1alpha1/namespaces/${namespace}/rollouts/${name}`,
    {
      method: 'PATCH',
      headers: {
        Authorization: `Bearer ${portalToken}`,
        'Content-Type': 'application/merge-patch+json',
      },
      body: JSON.stringify({ spec: { paused } }),
    },
  );
  await response.text();
  if (!response.ok) throw new Error(`The API server says ${response.status}.`);
}
