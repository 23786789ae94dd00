import fc from 'fast-check';
import { parseObject, type MeshKind } from '../kubernetes';
import { DEFAULT_MESH_SETTINGS as mesh, type Posture } from '../model';
import type { ServiceObjects } from '../service/ServiceObjects';
import { pod, scene } from './__fixtures__/scene';
import { buildPosture } from './buildPosture';

const word = fc.oneof(
  fc.constantFrom(
    ...['', '*', '.', '~', 'shop', 'web', 'istio-system', 'checkout', 'app'],
    ...[
      'constructor',
      '__proto__',
      'STRICT',
      'DISABLE',
      'ALLOW',
      'DENY',
      'x/y',
    ],
    ...['enabled', 'true', 'none', 'ambient', '*.local', '{"revision":7}'],
  ),
  fc.string({ maxLength: 5 }),
  fc.constant('x'.repeat(900)),
);
const labels = fc.dictionary(
  fc.oneof(
    fc.constantFrom(
      ...['app', 'constructor', '__proto__', 'istio-injection', 'istio.io/rev'],
      ...['istio.io/use-waypoint', 'istio.io/dataplane-mode'],
      'gateway.networking.k8s.io/gateway-name',
    ),
    word,
  ),
  word,
  { maxKeys: 3 },
);
/** Anything under a key that some schema reads: most of it fits the schema, some does not. */
const field = fc.letrec(tie => ({
  value: fc.oneof(
    { maxDepth: 5 },
    word,
    fc.integer(),
    labels,
    fc.array(tie('value'), { maxLength: 3 }),
    fc.record(
      Object.fromEntries(
        [
          ...['selector', 'matchLabels', 'mtls', 'mode', 'portLevelMtls'],
          ...['host', 'exportTo', 'workloadSelector', 'trafficPolicy', 'tls'],
          ...[
            'subsets',
            'name',
            'labels',
            'portLevelSettings',
            'port',
            'number',
          ],
          ...['action', 'rules', 'from', 'source', 'to', 'operation', 'when'],
          ...['key', 'values', 'targetRefs', 'kind', 'jwtRules', 'issuer'],
          ...['http', 'route', 'destination', 'timeout', 'retries', 'fault'],
          ...['ports', 'targetPort', 'containers', 'initContainers'],
        ].map(key => [key, tie('value')]),
      ),
      { requiredKeys: [] },
    ),
  ),
})).value;

const object = <K extends MeshKind>(kind: K) =>
  fc
    .record({
      name: word,
      namespace: word,
      labels,
      annotations: labels,
      spec: field,
    })
    .map(({ spec, ...metadata }) =>
      parseObject(kind, {
        metadata: {
          ...metadata,
          name: metadata.name || 'x',
          uid: 'u',
          resourceVersion: '1',
          creationTimestamp: metadata.name,
        },
        spec,
      }),
    );
const objects = <K extends MeshKind>(kind: K) =>
  fc.array(object(kind), { maxLength: 4 });

const anyScene: fc.Arbitrary<ServiceObjects> = fc
  .record({
    service: object('Service'),
    namespace: fc.option(object('Namespace'), { nil: undefined }),
    pods: objects('Pod'),
    rollouts: objects('Rollout'),
    siblings: objects('Service'),
    virtualServices: objects('VirtualService'),
    destinationRules: objects('DestinationRule'),
    peerAuthentications: objects('PeerAuthentication'),
    authorizationPolicies: objects('AuthorizationPolicy'),
    requestAuthentications: objects('RequestAuthentication'),
  })
  .map(parts => scene(parts));

describe('buildPosture', () => {
  it('answers in bounded sentences, whatever the cluster holds', () => {
    fc.assert(
      fc.property(anyScene, some => {
        const posture = buildPosture(some, mesh);
        for (const text of textsOf(posture)) {
          expect(text.length).toBeLessThan(6000);
          // What zod says of a field may name such a word.
          const [own] = text.split(' cannot be read');
          expect(own).not.toMatch(/undefined|\[object|NaN/);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('does not depend on the order of what it is given', () => {
    fc.assert(
      fc.property(anyScene, some => {
        const reversed = {
          ...some,
          peerAuthentications: [...some.peerAuthentications].reverse(),
        };
        const unique = new Set(
          some.peerAuthentications.map(
            ({ metadata }) => `${metadata.namespace}/${metadata.name}`,
          ),
        );
        fc.pre(unique.size === some.peerAuthentications.length);
        expect(buildPosture(reversed, mesh).mtls.server).toEqual(
          buildPosture(some, mesh).mtls.server,
        );
      }),
      { numRuns: 20 },
    );
  });

  it('stays small where everything is long and many', () => {
    const name = 'n'.repeat(900);
    const many = Array.from({ length: 60 }, (_, i) => i);
    const of = <K extends MeshKind>(kind: K, spec: object) =>
      many.map(i =>
        parseObject(kind, {
          metadata: {
            name: `${name}${i}`,
            namespace: 'shop',
            uid: `u${i}`,
            resourceVersion: '1',
          },
          spec,
        }),
      );
    const values = many.map(i => `${name}${i}`);
    const posture = buildPosture(
      scene({
        pods: many.map(i => pod(`${name}${i}`, { labels: { i: `${i}` } })),
        peerAuthentications: of('PeerAuthentication', {
          mtls: { mode: 'STRICT' },
        }),
        authorizationPolicies: of('AuthorizationPolicy', {
          rules: many.map(() => ({
            from: [{ source: { namespaces: values } }],
            to: [{ operation: { paths: values } }],
          })),
        }),
        destinationRules: of('DestinationRule', {
          host: 'checkout',
          trafficPolicy: { tls: { mode: 'DISABLE' } },
          subsets: values.map(subset => ({ name: subset })),
        }),
      }),
      mesh,
    );
    expect(JSON.stringify(posture).length).toBeLessThan(500_000);
  });
});

function textsOf({ mtls, injection, authorization, resilience }: Posture) {
  return [mtls, injection, authorization, resilience].flatMap(
    ({ summary, notes }) => [summary, ...notes.map(({ text }) => text)],
  );
}
