import {
  CANARY,
  crowdedGraph,
  edge,
  STABLE,
  traffic,
  trafficGraph,
  untoldGraph,
  workloadPeer,
} from '../../../__fixtures__/traffic';
import { revision, service } from '../../../__fixtures__/views';
import { peersOf, type Peer } from '../peersOf';
import { centresOf, WHOLE } from './centresOf';
import { groupedNamespaces, groupPeers } from './groupPeers';
import { linePath } from './linePath';
import { linesOf } from './linesOf';
import { pictureOf } from './pictureOf';

const nobody = { caller: [], callee: [] };
const self = 'component:default/productpage';

function peers(count: number): Peer[] {
  return peersOf(crowdedGraph(count), nobody, self);
}

describe('who has a place in the picture', () => {
  it('is everybody, as long as they are no more than sixty', () => {
    const ends = groupPeers(peers(60), new Set());
    expect(ends).toHaveLength(60);
    expect(ends.every(end => end.kind === 'peer')).toBe(true);
    expect(groupedNamespaces(peers(60))).toEqual([]);
  });

  it('are the namespaces when there are more, and nobody is lost', () => {
    const ends = groupPeers(peers(200), new Set());
    expect(ends).toHaveLength(6);
    const members = ends.flatMap(end =>
      end.kind === 'group' ? end.group.peers : [end.peer],
    );
    expect(members).toHaveLength(200);
    expect(groupedNamespaces(peers(200))[0]).toEqual({
      namespace: 'shop',
      count: 34,
    });
  });

  it('are all of a namespace that is opened', () => {
    const ends = groupPeers(peers(200), new Set(['shop']));
    expect(ends).toHaveLength(5 + 34);
  });
});

describe('the picture', () => {
  const { traffic: counted, ...rest } = crowdedGraph(60);
  const shapeOf = (of: typeof counted, silent: string[] = []) =>
    pictureOf({
      service: service(),
      traffic: of!,
      peers: peersOf(
        { ...rest, traffic: of },
        { caller: silent, callee: [] },
        self,
      ),
      opened: new Set(),
      width: 1000,
    }).shape;

  it('keeps everybody in their place when others become the busiest', () => {
    const turned = {
      ...counted!,
      callers: [...counted!.callers].reverse(),
      callees: [...counted!.callees].reverse(),
    };
    expect(shapeOf(turned)).toEqual(shapeOf(counted));
  });

  it('has those who are only declared behind those who are seen', () => {
    const { ends } = shapeOf(counted, ['component:default/a-cart']);
    expect(ends).toHaveLength(61);
    expect(ends.at(-1)!.id).toBe('caller component:default/a-cart');
  });
});

describe('the middle of the picture', () => {
  it('has the revisions of the delivery, and old ones only with traffic', () => {
    const old = revision('old', '1.18.0', { hash: 'aaaa' });
    const { revisions } = service();
    const withOld = { revisions: [...revisions, old] };
    const ids = (of: Parameters<typeof centresOf>[1]) =>
      centresOf(withOld, of).map(({ id }) => id);
    expect(ids(traffic())).toEqual([CANARY, STABLE]);
    expect(
      ids(
        traffic({
          callers: [edge({ kind: 'unknown' }, 1, { revision: 'aaaa' })],
        }),
      ),
    ).toEqual([CANARY, STABLE, 'aaaa']);
  });

  it('has a place for requests that reached no revision', () => {
    const rest = traffic({
      callers: [edge({ kind: 'unknown' }, 1, { revision: undefined })],
      callees: [],
    });
    expect(centresOf(service(), rest).at(-1)).toEqual({
      id: WHOLE,
      kind: 'whole',
      signals: undefined,
    });
  });

  it('is the service alone when revisions cannot be told apart', () => {
    const untold = untoldGraph().traffic!;
    expect(centresOf(service(), untold)).toEqual([
      { id: WHOLE, kind: 'whole', signals: untold.signals },
    ]);
  });
});

describe('the lines of a peer', () => {
  const centres = centresOf(service(), traffic());

  it('go to each revision that it calls, with all protocols in one', () => {
    const peer = workloadPeer('loadtest', 'tools');
    const graph = trafficGraph({
      traffic: traffic({
        callers: [
          edge(peer, 3, { errorShare: 0.1 }),
          edge(peer, 1, { protocol: 'grpc', errorShare: 0.5 }),
          edge(peer, 2, { revision: CANARY }),
        ],
        callees: [],
      }),
    });
    const [end] = groupPeers(peersOf(graph, nobody, self), new Set());
    const lines = linesOf(end, centres);
    expect(lines.map(({ centreId }) => centreId)).toEqual([CANARY, STABLE]);
    expect(lines[1].sum).toMatchObject({
      protocols: ['http', 'grpc'],
      requests: 240,
      requestsPerSecond: 4,
      errorShare: 0.2,
      p95: undefined,
    });
  });

  it('are one without figures for a peer that is silent', () => {
    const graph = trafficGraph({
      traffic: traffic({ callers: [], callees: [] }),
    });
    const declared = { caller: ['component:default/cart'], callee: [] };
    const [end] = groupPeers(peersOf(graph, declared, self), new Set());
    expect(linesOf(end, centres)).toEqual([
      expect.objectContaining({
        centreId: CANARY,
        declaration: 'silent',
        edges: [],
      }),
    ]);
  });
});

describe('a line', () => {
  it('goes from the right of one box through its label to the left of the next', () => {
    const path = linePath(
      { x: 0, y: 0, width: 100, height: 40 },
      { x: 120, y: 60, width: 50, height: 20 },
      { x: 200, y: 100, width: 100, height: 40 },
    );
    expect(path).toMatch(/^M100,20C/);
    expect(path).toMatch(/,120,70C/);
    expect(path).toMatch(/,200,120$/);
  });
});
