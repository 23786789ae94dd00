import { recorded } from '../__fixtures__/recorded';
import {
  reviews,
  split,
  to,
  virtualService,
} from '../delivery/weighted-routes/__fixtures__/reviews';
import type { ServiceView } from '../model';
import {
  buildFleetRow,
  compareFleetRows,
  needsAttention,
} from './buildFleetRow';
import { buildServiceView } from './buildServiceView';

const LIVE = { state: 'live', heardAt: '2026-11-20T20:00:00Z' } as const;

function viewOf(state: string, title: string) {
  return buildServiceView({
    cluster: 'lab',
    entityRef: `component:default/${title}`,
    objects: recorded(state).objects,
    freshness: { cluster: LIVE, metrics: LIVE },
    trustCatalog: false,
    now: new Date('2026-11-20T20:00:00Z'),
  });
}

function rowOf(state: string, title: string) {
  return buildFleetRow({
    entityRef: `component:default/${title}`,
    title,
    view: viewOf(state, title),
  });
}

/** The row of a service whose pods take this and are in the mesh so. */
function protectedBy(
  server: Pick<
    ServiceView['posture']['mtls']['server'][number],
    'mode' | 'enforced'
  >[],
  planes: ('sidecar' | 'none')[],
) {
  const view = viewOf('healthy-initial', 'a');
  const { mtls, injection } = view.posture;
  return buildFleetRow({
    entityRef: 'component:default/a',
    title: 'a',
    view: {
      ...view,
      findings: [],
      posture: {
        ...view.posture,
        mtls: {
          ...mtls,
          server: server.map(one => ({
            ports: [],
            podCount: 1,
            pods: [],
            ...one,
          })),
        },
        injection: {
          ...injection,
          podCount: planes.length,
          pods: planes.map((dataPlane, index) => ({
            pod: `a-${index}`,
            dataPlane,
            asked: { dataPlane: 'sidecar', by: 'the Namespace' },
          })),
        },
      },
    },
  });
}

describe('the fleet', () => {
  it('shows the canary mid-way and nothing of it afterwards', () => {
    expect(rowOf('paused-step1-weight20', 'a')).toMatchObject({
      phase: 'Paused',
      waitsForDecision: true,
      step: '2/7',
      version: '1.0.0',
      canaryVersion: '1.1.0',
      weight: 20,
    });
    const done = rowOf('healthy-after-canary', 'b');
    expect(done).toMatchObject({ phase: 'Healthy', version: '1.1.0' });
    expect(done.canaryVersion).toBeUndefined();
    expect(done.step).toBeUndefined();
  });

  it('gives a version behind a hand-moved route its part of all traffic', () => {
    const view = buildServiceView({
      cluster: 'lab',
      entityRef: 'component:default/reviews',
      objects: reviews([
        virtualService(split(to('v1', 34), to('v2', 33), to('v3', 33))),
      ]),
      freshness: { cluster: LIVE, metrics: LIVE },
      trustCatalog: false,
      now: new Date('2026-11-20T20:00:00Z'),
    });
    expect(
      buildFleetRow({
        entityRef: 'component:default/reviews',
        title: 'reviews',
        view,
      }),
    ).toMatchObject({ version: 'v1', canaryVersion: 'v3', weight: 33 });
    expect(view.revisions.map(({ version, role }) => [version, role])).toEqual(
      expect.arrayContaining([
        ['v1', 'stable'],
        ['v2', 'old'],
        ['v3', 'canary'],
      ]),
    );
  });

  it.each([
    [
      'aborted-fresh',
      { phase: 'Degraded', waitsForDecision: false, version: '1.1.0' },
    ],
    [
      'promote-full-in-flight-subset-level',
      {
        phase: 'Progressing',
        version: '1.0.0',
        canaryVersion: '1.1.0',
        weight: 25,
      },
    ],
    [
      'without-traffic-routing-paused',
      {
        phase: 'Paused',
        waitsForDecision: true,
        version: '1.0.0',
        canaryVersion: '1.1.0',
        step: '2/2',
      },
    ],
    [
      'bluegreen-preview-paused',
      { phase: 'Paused', waitsForDecision: true, version: '1.0.0' },
    ],
    [
      'bluegreen-post-promotion-analysis-running',
      { phase: 'Progressing', waitsForDecision: false, version: '1.0.0' },
    ],
  ])('shows %s', (state, row) => {
    const { phase, waitsForDecision, version, canaryVersion, step, weight } =
      rowOf(state, 'a');
    expect({
      phase,
      waitsForDecision,
      version,
      canaryVersion,
      step,
      weight,
    }).toEqual({
      waitsForDecision: false,
      canaryVersion: undefined,
      step: undefined,
      weight: undefined,
      ...row,
    });
  });

  it('shows the first revision of a blue-green service before it is stable', () => {
    const { objects } = recorded('bluegreen-preview-paused');
    const [rollout] = objects.rollouts;
    const view = buildServiceView({
      cluster: 'lab',
      entityRef: 'component:default/a',
      objects: {
        ...objects,
        rollouts: [
          { ...rollout, status: { ...rollout.status, stableRS: undefined } },
        ],
      },
      freshness: { cluster: LIVE, metrics: LIVE },
      trustCatalog: false,
      now: new Date('2026-11-20T20:00:00Z'),
    });
    expect(
      buildFleetRow({ entityRef: 'component:default/a', title: 'a', view }),
    ).toMatchObject({ version: '1.1.0' });
  });

  it('puts what waits for a decision first, then what is broken, then what moves', () => {
    const rows = [
      rowOf('healthy-initial', 'b-healthy'),
      rowOf('healthy-after-canary', 'a-healthy'),
      rowOf('promote-while-istiod-down', 'moving'),
      rowOf('aborted-settled', 'broken'),
      rowOf('paused-step5-weight80', 'waiting'),
    ];
    expect(rows.sort(compareFleetRows).map(row => row.title)).toEqual([
      'waiting',
      'broken',
      'moving',
      'a-healthy',
      'b-healthy',
    ]);
  });

  it.each([
    [
      'STRICT',
      false,
      [{ mode: 'STRICT', enforced: true }],
      ['sidecar', 'sidecar'],
    ],
    [
      'PERMISSIVE',
      false,
      [{ mode: 'PERMISSIVE', enforced: true }],
      ['sidecar'],
    ],
    ['DISABLE', true, [{ mode: 'DISABLE', enforced: true }], ['sidecar']],
    // A pod without a proxy takes plain text, whatever the policy says.
    ['DISABLE', true, [{ mode: 'STRICT', enforced: false }], ['none']],
    [
      'mixed',
      true,
      [
        { mode: 'STRICT', enforced: true },
        { mode: 'STRICT', enforced: false },
      ],
      ['sidecar', 'none'],
    ],
    ['STRICT', true, [{ mode: 'STRICT', enforced: true }], ['none', 'sidecar']],
    [undefined, false, [], []],
  ] as const)(
    'says how requests are encrypted (%s) and whether that needs mending (%s)',
    (mtls, attention, server, planes) => {
      const row = protectedBy([...server], [...planes]);
      expect(row.mtls).toBe(mtls);
      expect(row.meshed).toEqual(
        planes.length === 0
          ? undefined
          : {
              pods: planes.filter(plane => plane !== 'none').length,
              of: planes.length,
            },
      );
      expect(needsAttention(row)).toBe(attention);
    },
  );

  it('counts findings, and errors among them need mending', () => {
    const view = viewOf('healthy-initial', 'a');
    const [finding] = viewOf('invalid-spec', 'a').findings;
    const row = buildFleetRow({
      entityRef: 'component:default/a',
      title: 'a',
      view: {
        ...view,
        findings: [
          { ...finding, severity: 'error' },
          { ...finding, severity: 'warning' },
          { ...finding, severity: 'warning' },
        ],
      },
    });
    expect(row.findings).toEqual({ errors: 1, warnings: 2 });
    const safe = protectedBy([{ mode: 'STRICT', enforced: true }], ['sidecar']);
    expect(needsAttention({ ...safe, findings: row.findings })).toBe(true);
    expect(
      needsAttention({ ...safe, findings: { errors: 0, warnings: 2 } }),
    ).toBe(false);
  });
});
