import fc from 'fast-check';
import type { z } from 'zod';
import { parseObject, type MeshKind, type ObjectOf } from '../kubernetes';
import { SCHEMAS } from '../kubernetes/parseObject';

export const KINDS = Object.keys(SCHEMAS) as MeshKind[];

/** Few, so that objects hit each other's names; some are traps for whoever looks up by them. */
const WORDS = [
  'catalog',
  'orders',
  'shop',
  'ingress',
  'istio-system',
  'mesh',
  'ingress/public',
  'public',
  'catalog.shop.svc.cluster.local',
  'catalog.shop',
  '*',
  '*.local',
  'www.example.com',
  '*.example.com',
  './www.example.com',
  '.',
  '~',
  '',
  'HTTP',
  'HTTPS',
  'TLS',
  'SIMPLE',
  'Deployment',
  'ReplicaSet',
  'Service',
  '10s',
  '2026-01-01T00:00:00Z',
  '__proto__',
  'constructor',
  'a/b/c',
  '\u0000',
  '🦄',
];

const word = fc.oneof(
  { weight: 30, arbitrary: fc.constantFrom('catalog', 'public', 'app') },
  { weight: 40, arbitrary: fc.constantFrom(...WORDS) },
  { weight: 1, arbitrary: fc.string() },
);

const number = fc.oneof(
  { weight: 50, arbitrary: fc.constantFrom(0, 1, 50, 100, 80, 443) },
  { weight: 1, arbitrary: fc.double() },
);

/** Any JSON, also of the kind that no API server would take. */
export const junk = fc.jsonValue({ maxDepth: 3 });

/** A value that a schema takes, most of the time. */
export function arbitraryOf(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  const { def } = schema._zod as unknown as { def: Def };
  switch (def.type) {
    case 'object':
      return fc.record(
        Object.fromEntries(
          Object.entries(def.shape).map(([key, field]) => [
            key,
            fc.oneof(
              { weight: 3, arbitrary: mostly(arbitraryOf(field)) },
              {
                weight: field._zod.optin ? 1 : 0,
                arbitrary: fc.constant(undefined),
              },
            ),
          ]),
        ),
      );
    case 'array':
      return fc.array(arbitraryOf(def.element), { maxLength: 2 });
    case 'record':
      return fc
        .array(fc.tuple(word, arbitraryOf(def.valueType)), { maxLength: 2 })
        .map(entries => JSON.parse(jsonOf(entries)));
    case 'union':
      return fc.oneof(...def.options.map(arbitraryOf));
    case 'enum':
      return fc.constantFrom(...Object.values(def.entries));
    case 'literal':
      return fc.constantFrom(...def.values);
    case 'pipe':
      return arbitraryOf(def.in);
    case 'optional':
    case 'default':
    case 'prefault':
      return arbitraryOf(def.innerType);
    case 'string':
      return word;
    case 'number':
      return number;
    case 'boolean':
      return fc.boolean();
    default:
      return junk;
  }
}

/** An object in namespace `shop`, `ingress` or the root namespace; its `spec` and `status` are anything. */
export function arbitraryObject<K extends MeshKind>(
  kind: K,
): fc.Arbitrary<ObjectOf<K>> {
  const { shape } = SCHEMAS[kind] as unknown as {
    shape: Record<string, z.ZodType>;
  };
  const part = (name: string) =>
    shape[name] ? mostly(arbitraryOf(shape[name])) : fc.constant(undefined);
  const uid = fc.constantFrom('1', '2', '3');
  const labels = fc.dictionary(
    fc.constantFrom('app', 'version', 'istio.io/use-waypoint', 'constructor'),
    fc.constantFrom('catalog', 'v1', 'waypoint'),
    { maxKeys: 2 },
  );
  const metadata = fc.record(
    {
      name: fc.constantFrom('catalog', 'public', 'orders', '__proto__'),
      namespace: fc.constantFrom(
        'shop',
        'shop',
        'shop',
        'ingress',
        'istio-system',
      ),
      uid,
      resourceVersion: fc.constant('1'),
      labels,
      annotations: fc.dictionary(
        fc.constantFrom('networking.istio.io/exportTo', 'meshway.dev/canary'),
        word,
      ),
      ownerReferences: fc.array(
        fc.record({ kind: fc.constant('Rollout'), name: word, uid }),
        { maxLength: 2 },
      ),
      creationTimestamp: word,
    },
    { requiredKeys: ['name', 'namespace', 'uid', 'resourceVersion'] },
  );
  return fc
    .record({ metadata, spec: part('spec'), status: part('status') })
    .map(raw => parseObject(kind, raw));
}

function mostly(value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  return fc.oneof(
    { weight: 500, arbitrary: value },
    { weight: 1, arbitrary: junk },
  );
}

/** As JSON `__proto__` is a key like any other. */
function jsonOf(entries: [string, unknown][]): string {
  return `{${entries
    .map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`)
    .join()}}`;
}

type Def =
  | { type: 'object'; shape: Record<string, z.core.$ZodType> }
  | { type: 'array'; element: z.core.$ZodType }
  | { type: 'record'; valueType: z.core.$ZodType }
  | { type: 'union'; options: z.core.$ZodType[] }
  | { type: 'enum'; entries: Record<string, string> }
  | { type: 'literal'; values: string[] }
  | { type: 'pipe'; in: z.core.$ZodType }
  | { type: 'optional' | 'default' | 'prefault'; innerType: z.core.$ZodType }
  | { type: 'string' }
  | { type: 'number' }
  | { type: 'boolean' };
