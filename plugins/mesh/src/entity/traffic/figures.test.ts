import { edge, servicePeer } from '../../__fixtures__/traffic';
import { revision } from '../../__fixtures__/views';
import { encryptionOf } from './encryption';
import { errorTone } from './errorTone';
import { formatBytesPerSecond } from './formatBytes';
import { lineWidth } from './graph/lineWidth';
import { entityOfPeer, peerKey, peerName } from './peerIdentity';
import { knownFlags } from './responseFlags';
import { revisionLooks } from './revisionLook';
import { sumEdges } from './sumEdges';

const peer = servicePeer('details');

describe('the figures of traffic', () => {
  it('says encryption in one word', () => {
    expect([undefined, 0, 0.4, 1].map(encryptionOf)).toEqual([
      'untold',
      'plain',
      'partly',
      'encrypted',
    ]);
  });

  it('is loud about errors only when they matter', () => {
    expect([undefined, 0, 0.009, 0.01, 0.1].map(errorTone)).toEqual([
      'neutral',
      'neutral',
      'neutral',
      'warning',
      'negative',
    ]);
  });

  it('writes bytes in the unit that leaves few digits', () => {
    expect([0, 999, 21_400, 3_200_000].map(formatBytesPerSecond)).toEqual([
      '0 byte/s',
      '999 byte/s',
      '21.4 kB/s',
      '3.2 MB/s',
    ]);
  });

  it('adds up edges by their requests, and connections without requests by their number', () => {
    expect(
      sumEdges([
        edge(peer, 3, { mtlsShare: 1, errorShare: 0 }),
        edge(peer, 1, { mtlsShare: 0, errorShare: 0.4 }),
      ]),
    ).toMatchObject({ mtlsShare: 0.75, errorShare: 0.1, requests: 240 });
    const tcp = { sentBytesPerSecond: 10, receivedBytesPerSecond: 20 };
    const connection = { protocol: 'tcp', errorShare: undefined, tcp } as const;
    expect(
      sumEdges([
        edge(peer, 0, { ...connection, mtlsShare: 1 }),
        edge(peer, 0, { ...connection, mtlsShare: 0 }),
      ]),
    ).toMatchObject({
      mtlsShare: 0.5,
      errorShare: undefined,
      bytesPerSecond: 60,
    });
  });

  it('draws busy lines thicker, and idle ones still', () => {
    expect(lineWidth(0, 0)).toBe(1.5);
    expect(lineWidth(10, 10)).toBe(6);
    expect(lineWidth(1, 100)).toBeGreaterThan(1.5);
  });

  it('knows the flags of proxies that it has words for', () => {
    expect(knownFlags('UF,URX,XX')).toEqual(['UF', 'URX']);
    expect(knownFlags('toString')).toEqual([]);
  });
});

describe('who is who', () => {
  it('tells peers apart that share a name', () => {
    const keys = [
      servicePeer('a', 'x'),
      servicePeer('a', 'y'),
      { kind: 'workload', namespace: 'x', workload: 'a' } as const,
      { kind: 'external', host: 'a' } as const,
      { kind: 'unknown' } as const,
    ].map(peerKey);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('finds the entity by the service first, then by what metrics call the workload', () => {
    const entities = [
      { namespace: 'x', name: 'canonical', entityRef: 'component:default/c' },
      { namespace: 'x', name: 'a', entityRef: 'component:default/a' },
    ];
    const both = {
      kind: 'service',
      namespace: 'x',
      service: 'a',
      canonicalService: 'canonical',
    } as const;
    expect(entityOfPeer(both, entities)).toBe('component:default/a');
    expect(entityOfPeer({ ...both, service: 'other' }, entities)).toBe(
      'component:default/c',
    );
    expect(entityOfPeer({ ...both, namespace: 'y' }, entities)).toBeUndefined();
    expect(
      entityOfPeer({ kind: 'external', host: 'a' }, entities),
    ).toBeUndefined();
    expect(peerName({ kind: 'unknown' })).toBeUndefined();
  });

  it('draws each revision alike everywhere', () => {
    const old = revision('old', '1.0.0', { hash: 'old' });
    const revisions = [revision('canary', '2'), revision('stable', '1'), old];
    expect([...revisionLooks(revisions, ['older', 'old']).values()]).toEqual([
      'canary',
      'stable',
      'old',
      'older',
    ]);
  });
});
