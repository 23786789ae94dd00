import { tracingServiceMock } from '@backstage/backend-test-utils/alpha';
import type { MeshMetricsSource } from '@meshway/plugin-mesh-node';
import type { DecisionDesk } from '../decisions/desk/DecisionDesk';
import { tracedDesk, tracedSource } from './spans';

describe('spans', () => {
  it('tell which entity was decided about, and by which verb', async () => {
    const tracing = tracingServiceMock.mock();
    const desk = tracedDesk(
      { decide: async () => ({ id: '1' }) } as unknown as DecisionDesk,
      tracing,
    );
    await desk.decide(
      'component:default/checkout',
      { verb: 'promote', reason: 'Nobody need know.' } as never,
      {} as never,
    );
    expect(tracing.startActiveSpan.mock.calls[0].slice(0, 2)).toEqual([
      'mesh.desk.decide',
      {
        attributes: {
          'mesh.entity': 'component:default/checkout',
          'mesh.verb': 'promote',
        },
      },
    ]);
  });

  it('tell which cluster was asked for metrics, and not what', async () => {
    const tracing = tracingServiceMock.mock();
    const source: MeshMetricsSource = {
      query: async () => ({ series: [] }),
      queryRange: async () => ({ series: [] }),
    };
    const traced = tracedSource(source, { cluster: 'lab', tracing });
    const { signal } = new AbortController();
    await traced.query('up', { signal });
    expect(tracing.startActiveSpan.mock.calls[0].slice(0, 2)).toEqual([
      'mesh.metrics.query',
      { attributes: { 'mesh.cluster': 'lab' } },
    ]);
  });
});
