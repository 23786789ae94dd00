import fc from 'fast-check';
import { arbitraryOf, junk, KINDS } from '../__testUtils__/arbitraryObject';
import { recorded } from '../__fixtures__/recorded';
import { parseObject, SCHEMAS } from './parseObject';

const metadata = {
  name: 'checkout',
  namespace: 'shop',
  uid: 'u1',
  resourceVersion: '7',
};

describe('parseObject', () => {
  it('takes an item of a list, which has no kind', () => {
    expect(parseObject('Service', { metadata, spec: {} })).toEqual({
      kind: 'Service',
      metadata,
      spec: { ports: [] },
    });
  });

  it('takes keys without a value, as files have them, for absent', () => {
    expect(
      parseObject('Namespace', {
        metadata: { ...metadata, labels: null, annotations: null },
      }).metadata,
    ).toEqual(metadata);
  });

  it('drops annotations nobody reads, and everything else unknown', () => {
    const parsed = parseObject('Rollout', {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Rollout',
      metadata: {
        ...metadata,
        managedFields: [{}],
        annotations: {
          'kubectl.kubernetes.io/last-applied-configuration': '{}',
          'meshway.dev/entity': 'component:default/checkout',
        },
      },
      spec: { strategy: { canary: { steps: [{ setWeight: 5 }], y: 2 } } },
    });
    expect(parsed).toEqual({
      kind: 'Rollout',
      metadata: {
        ...metadata,
        annotations: { 'meshway.dev/entity': 'component:default/checkout' },
      },
      spec: { strategy: { canary: { steps: [{ setWeight: 5 }] } } },
      status: {},
    });
  });

  it('empties a status that is malformed and says why', () => {
    const parsed = parseObject('Rollout', {
      metadata,
      spec: { paused: true },
      status: { phase: 'Paused', pauseConditions: 'soon' },
    });
    expect(parsed.spec.paused).toBe(true);
    expect(parsed.status).toEqual({});
    expect(parsed.unreadable).toEqual([
      expect.stringMatching(/^status\.pauseConditions: .*expected array/),
    ]);
  });

  it.each([1e306, 2 ** 31, 1.5])(
    'takes no count of %s, which no API server has let through',
    replicas => {
      const { spec, unreadable } = parseObject('Rollout', {
        metadata,
        spec: { replicas },
      });
      expect(spec.replicas).toBeUndefined();
      expect(unreadable).toEqual([expect.stringMatching(/^spec\.replicas: /)]);
    },
  );

  it('does not let an object claim to be unreadable', () => {
    const parsed = parseObject('Service', { metadata, unreadable: ['lie'] });
    expect(parsed.unreadable).toBeUndefined();
  });

  it.each([
    ['nothing', null, 'is not an object'],
    ['a list', [], 'is not an object'],
    [
      'another kind',
      { kind: 'Pod', metadata },
      'shop/checkout is of another kind',
    ],
    [
      'a malformed name',
      { metadata: { ...metadata, uid: 7 } },
      'Service shop/checkout is malformed: metadata.uid',
    ],
    [
      'a name of a megabyte',
      { metadata: { ...metadata, name: 'x'.repeat(1e6) } },
      'is malformed: metadata.name',
    ],
  ])('refuses %s', (_, raw, message) => {
    expect(() => parseObject('Service', raw)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(message),
      }),
    );
  });

  it('cuts long messages and refuses long names elsewhere', () => {
    const parsed = parseObject('Rollout', {
      metadata,
      status: { message: 'x'.repeat(1e6) },
    });
    expect(parsed.status.message).toHaveLength(1000);
  });

  it('gives the same object when its own answer is read again', () => {
    for (const state of ['analysis-failed-aborted', 'paused-step1-weight20']) {
      const { objects } = recorded(state);
      for (const object of [
        ...objects.rollouts,
        ...objects.pods,
        ...objects.replicaSets,
        ...objects.virtualServices,
        ...objects.destinationRules,
      ]) {
        expect(parseObject(object.kind, object)).toEqual(object);
      }
    }
  });

  it('never lets a field through that it does not know', () => {
    const stranger = 'stranger';
    const withStranger = fc.letrec(tie => ({
      value: fc.oneof(
        { maxDepth: 4 },
        fc.string(),
        fc.integer(),
        fc.array(tie('value'), { maxLength: 2 }),
        tie('object'),
      ),
      object: fc
        .dictionary(
          fc.constantFrom(
            'strategy',
            'canary',
            'steps',
            'status',
            'conditions',
            'containers',
            'http',
            'route',
            'template',
            'weights',
          ),
          tie('value'),
          { maxKeys: 3 },
        )
        .map(object => ({ ...object, [stranger]: 1 })),
    })).object;
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS),
        withStranger,
        withStranger,
        (kind, spec, status) => {
          const raw = {
            metadata: { ...metadata, [stranger]: 1 },
            [stranger]: 1,
            spec,
            status,
          };
          return !JSON.stringify(parseObject(kind, raw)).includes(stranger);
        },
      ),
    );
  });

  describe.each(KINDS)('of kind %s', kind => {
    const { shape } = SCHEMAS[kind] as unknown as {
      shape: Record<string, Parameters<typeof arbitraryOf>[0]>;
    };
    const partOf = (name: string) =>
      fc.oneof(shape[name] ? arbitraryOf(shape[name]) : junk, junk);
    const parts = fc.record({ spec: partOf('spec'), status: partOf('status') });

    it('reads any spec and status, or says why not, and never pollutes', () => {
      fc.assert(
        fc.property(parts, raw => {
          const parsed = parseObject(kind, { metadata, ...raw });
          expect(parsed.metadata).toEqual(metadata);
          expect(
            parsed.unreadable?.every(reason => /^(spec|status)/.test(reason)),
          ).not.toBe(false);
          const all = everythingIn(parsed);
          expect(all.filter(isLongText)).toEqual([]);
          expect(all.filter(isOfStrangeClass)).toEqual([]);
        }),
        { numRuns: 50 },
      );
    });

    it('gives the same object when its own answer is read again', () => {
      fc.assert(
        fc.property(parts, raw => {
          const { unreadable, ...parsed } = parseObject(kind, {
            metadata,
            ...raw,
          });
          expect(parseObject(kind, parsed)).toEqual(parsed);
        }),
        { numRuns: 50 },
      );
    });

    it('refuses broken metadata with its name', () => {
      fc.assert(
        fc.property(
          fc.constantFrom('name', 'uid', 'resourceVersion', 'ownerReferences'),
          junk.filter(value => typeof value !== 'string' && !isList(value)),
          (field, value) => {
            expect(() =>
              parseObject(kind, { metadata: { ...metadata, [field]: value } }),
            ).toThrow(
              expect.objectContaining({
                name: 'InputError',
                message: expect.stringMatching(
                  new RegExp(`^${kind} .*malformed: metadata\\.${field}`),
                ),
              }),
            );
          },
        ),
        { numRuns: 20 },
      );
    });
  });

  it('takes a key called __proto__ for no more than a key', () => {
    const raw = JSON.parse(
      `{"metadata": {"name": "a", "uid": "u", "resourceVersion": "1",
        "labels": {"__proto__": "x", "app": "a"}, "__proto__": {"namespace": "x"}},
        "spec": {"selector": {"__proto__": {"polluted": "yes"}, "app": "a"}}, "__proto__": {"status": {}}}`,
    );
    const { metadata: read, spec } = parseObject('Service', raw);
    for (const labels of [read.labels, spec.selector]) {
      expect(labels).toEqual({ app: 'a' });
      expect(Object.getPrototypeOf(labels)).toBe(Object.prototype);
    }
    expect(read.namespace).toBeUndefined();
    expect('polluted' in {}).toBe(false);
  });

  it('reads a cluster of deep nesting and of long lists at once', () => {
    let deep: unknown = {};
    for (let i = 0; i < 100_000; i += 1) deep = { nested: deep };
    const parsed = parseObject('Deployment', {
      metadata,
      spec: { template: deep, selector: deep },
      status: deep,
    });
    expect(parsed.spec).toEqual({ selector: {}, template: {} });
  });
});

/** All values within a value, itself too. */
function everythingIn(value: unknown): unknown[] {
  return typeof value === 'object' && value !== null
    ? [value, ...Object.values(value).flatMap(everythingIn)]
    : [value];
}

function isLongText(value: unknown): boolean {
  return typeof value === 'string' && value.length > 1000;
}

function isOfStrangeClass(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    ![Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value))
  );
}

function isList(value: unknown): boolean {
  return Array.isArray(value);
}
