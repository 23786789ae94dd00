import type { ClusterStatus } from '@meshway/plugin-mesh-common';
import { meshHealth } from './meshHealth';

const LIVE = { state: 'live', heardAt: '2026-11-20T12:00:00Z' } as const;

function cluster(parts: Partial<ClusterStatus> = {}): ClusterStatus {
  return {
    name: 'lab',
    freshness: LIVE,
    kinds: [{ kind: 'Pod', state: 'live', objects: 1 }],
    metrics: LIVE,
    readOnly: false,
    ...parts,
  };
}

function health(parts: Partial<Parameters<typeof meshHealth>[0]> = {}) {
  return meshHealth({
    journalProblem: undefined,
    clustersProblem: undefined,
    clusters: [cluster()],
    ...parts,
  });
}

describe('meshHealth', () => {
  it('is ok when every part is', () => {
    expect(health()).toEqual({
      status: 'ok',
      parts: [
        { name: 'journal', status: 'ok' },
        { name: 'cluster lab', status: 'ok' },
        { name: 'metrics of lab', status: 'ok' },
      ],
    });
  });

  it('takes a kind that the cluster does not serve, or lists just now, for no fault', () => {
    const kinds: ClusterStatus['kinds'] = [
      { kind: 'Rollout', state: 'absent', objects: 0 },
      { kind: 'Pod', state: 'reading', objects: 0 },
    ];
    expect(health({ clusters: [cluster({ kinds })] }).status).toBe('ok');
  });

  it.each<[string, Parameters<typeof health>[0], object]>([
    [
      'the journal',
      { journalProblem: 'The database does not answer.' },
      { name: 'journal', reason: 'The database does not answer.' },
    ],
    [
      'the list of clusters',
      { clustersProblem: 'No clusters are configured.', clusters: [] },
      { name: 'clusters', reason: 'No clusters are configured.' },
    ],
    [
      'a cluster that is silent',
      {
        clusters: [
          cluster({ freshness: { state: 'unavailable', reason: 'Silent.' } }),
        ],
      },
      { name: 'cluster lab', reason: 'Silent.' },
    ],
    [
      'kinds that cannot be read',
      {
        clusters: [
          cluster({
            kinds: [
              { kind: 'Pod', state: 'forbidden', objects: 0 },
              { kind: 'Rollout', state: 'live', objects: 1 },
              { kind: 'Service', state: 'failed', objects: 0 },
            ],
          }),
        ],
      },
      { name: 'cluster lab', reason: 'Cannot be read: Pod, Service.' },
    ],
    [
      'metrics',
      {
        clusters: [
          cluster({
            metrics: {
              state: 'stale',
              heardAt: LIVE.heardAt,
              reason: 'Prometheus cannot be reached.',
            },
          }),
        ],
      },
      { name: 'metrics of lab', reason: 'Prometheus cannot be reached.' },
    ],
  ])('names %s', (_, parts, broken) => {
    const { status, parts: named } = health(parts);
    expect(status).toBe('degraded');
    expect(named.filter(part => part.status === 'degraded')).toEqual([
      { ...broken, status: 'degraded' },
    ]);
  });
});
