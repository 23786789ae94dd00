import fc from 'fast-check';
import { recorded } from '../__fixtures__/recorded';
import { parseObject, type MeshKind } from './parseObject';
import { MESH_RESOURCES } from './resources';

const metadata = {
  name: 'checkout',
  namespace: 'shop',
  uid: 'u1',
  resourceVersion: '7',
};

const KINDS = Object.keys(MESH_RESOURCES) as MeshKind[];

describe('parseObject', () => {
  it('takes an item of a list, which has no kind', () => {
    expect(parseObject('Service', { metadata, spec: {} })).toEqual({
      kind: 'Service',
      metadata,
      spec: {},
    });
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
      spec: { strategy: { canary: { steps: [{ setWeight: 5, x: 1 }], y: 2 } } },
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
});
