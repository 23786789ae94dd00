import { recorded } from '../__fixtures__/recorded';
import { buildFleetRow, compareFleetRows } from './buildFleetRow';
import { buildServiceView } from './buildServiceView';

const LIVE = { state: 'live', heardAt: '2026-11-20T20:00:00Z' } as const;

function rowOf(state: string, title: string) {
  const view = buildServiceView({
    cluster: 'lab',
    entityRef: `component:default/${title}`,
    objects: recorded(state).objects,
    freshness: { cluster: LIVE, metrics: LIVE },
    trustCatalog: false,
    now: new Date('2026-11-20T20:00:00Z'),
  });
  return buildFleetRow({
    entityRef: `component:default/${title}`,
    title,
    view,
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
});
