import type {
  ClusterStatus,
  Freshness,
  MeshHealth,
} from '@meshway/plugin-mesh-common';

type Part = MeshHealth['parts'][number];

/**
 * How the plugin itself does, part by part: the journal, the list of clusters, each cluster with the kinds it cannot
 * read, and its metrics.
 *
 * @param journalProblem - why the journal cannot be read, without addresses; undefined when it can
 * @param clustersProblem - why no cluster is known; undefined when there is one
 */
export function meshHealth(state: {
  journalProblem: string | undefined;
  clustersProblem: string | undefined;
  clusters: ClusterStatus[];
}): MeshHealth {
  const { journalProblem, clustersProblem, clusters } = state;
  const parts = [
    part('journal', journalProblem),
    ...(clustersProblem ? [part('clusters', clustersProblem)] : []),
    ...clusters.flatMap(partsOfCluster),
  ];
  return {
    status: parts.every(({ status }) => status === 'ok') ? 'ok' : 'degraded',
    parts,
  };
}

function partsOfCluster({
  name,
  freshness,
  kinds,
  metrics,
}: ClusterStatus): Part[] {
  // What a cluster does not serve is not broken, and what is being listed says so by itself soon.
  const broken = kinds.filter(({ state }) =>
    ['stale', 'forbidden', 'failed'].includes(state),
  );
  return [
    part(
      `cluster ${name}`,
      problemOf(freshness) ??
        (broken.length > 0
          ? `Cannot be read: ${broken.map(({ kind }) => kind).join(', ')}.`
          : undefined),
    ),
    part(`metrics of ${name}`, problemOf(metrics)),
  ];
}

function problemOf(freshness: Freshness): string | undefined {
  return freshness.state === 'live' ? undefined : freshness.reason;
}

function part(name: string, problem: string | undefined): Part {
  return problem === undefined
    ? { name, status: 'ok' }
    : { name, status: 'degraded', reason: problem };
}
