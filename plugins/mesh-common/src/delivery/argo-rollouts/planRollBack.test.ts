import { changed, withStrategy } from '../../__fixtures__/changed';
import { object } from '../../__fixtures__/objects';
import { recordedForPlans as recorded } from '../../__fixtures__/recordedStates';
import { parseObject, type ReplicaSet, type Rollout } from '../../kubernetes';
import type { ServiceObjects } from '../../service/ServiceObjects';
import { planRollBack } from './planRollBack';
import { rollBackTargets } from './rollBackTargets';

const NOW = new Date('2026-11-20T20:00:00Z');
const HASH = 'rollouts-pod-template-hash';
const paused = recorded('paused-step1-weight20');
const image = recorded('image-changed-mid-canary');

function replicaSetOf(
  { objects }: { objects: Pick<ServiceObjects, 'replicaSets'> },
  hash: string,
): ReplicaSet {
  return objects.replicaSets.find(
    ({ metadata }) => metadata.labels?.[HASH] === hash,
  )!;
}

const stable = replicaSetOf(paused, '64498bc78b');

/** A pod template as a ReplicaSet holds it: with the hash, and with fields that Meshway does not read. */
function template(
  hash = '64498bc78b',
  more: { labels?: object; spec?: object } = {},
) {
  return {
    metadata: {
      creationTimestamp: null,
      labels: { app: 'checkout', [HASH]: hash, ...more.labels },
    },
    spec: {
      containers: [{ name: 'checkout', image: 'shop/checkout:1.0.0', env: [] }],
      dnsPolicy: 'ClusterFirst',
      ...more.spec,
    },
  };
}

function plan(
  rollout: Rollout,
  replicaSet: ReplicaSet,
  parts: Partial<Parameters<typeof planRollBack>[0]> = {},
) {
  return planRollBack({
    rollout,
    objects: { replicaSets: [replicaSet] },
    replicaSet,
    template: template(replicaSet.metadata.labels?.[HASH]),
    now: NOW,
    ...parts,
  });
}

function allowed(...input: Parameters<typeof plan>) {
  const made = plan(...input);
  if (!made.allowed) throw new Error(made.reason);
  return made;
}

/** The pod template that a plan writes. */
function written(...input: Parameters<typeof plan>): any {
  const operation = allowed(...input).patches[0].operations.at(-1)!;
  return operation.op === 'replace' && operation.value;
}

describe('planRollBack', () => {
  it('writes the whole pod template without the hash, guarded by all that was seen', () => {
    const { patches } = allowed(paused.rollout, stable);
    expect(patches).toHaveLength(1);
    expect(patches[0].target).toEqual({
      kind: 'Rollout',
      namespace: 'shop',
      name: 'checkout',
    });
    expect(patches[0].subresource).toBeUndefined();
    expect(patches[0].operations.at(-1)).toEqual({
      op: 'replace',
      path: '/spec/template',
      value: {
        metadata: { creationTimestamp: null, labels: { app: 'checkout' } },
        spec: {
          containers: [
            { name: 'checkout', image: 'shop/checkout:1.0.0', env: [] },
          ],
          dnsPolicy: 'ClusterFirst',
        },
      },
    });
    expect(patches[0].operations.slice(0, 3)).toEqual([
      { op: 'test', path: '/metadata/uid', value: paused.rollout.metadata.uid },
      { op: 'test', path: '/metadata/generation', value: 2 },
      { op: 'test', path: '/status/currentPodHash', value: '84bf898985' },
    ]);
  });

  it('takes away what the controller added for canary and stable pods', () => {
    const replicaSet: ReplicaSet = {
      ...stable,
      metadata: {
        ...stable.metadata,
        annotations: {
          ...stable.metadata.annotations,
          'rollout.argoproj.io/ephemeral-metadata':
            '{"labels":{"role":"stable"},"annotations":{"note":"x"}}',
        },
      },
    };
    const read = template('64498bc78b', { labels: { role: 'stable' } });
    const withNotes = {
      ...read,
      metadata: {
        ...read.metadata,
        annotations: { note: 'x', 'prometheus.io/scrape': 'true' },
      },
    };
    expect(
      written(paused.rollout, replicaSet, { template: withNotes }).metadata,
    ).toEqual({
      creationTimestamp: null,
      labels: { app: 'checkout' },
      annotations: { 'prometheus.io/scrape': 'true' },
    });
    // Without the annotation these are the service's own.
    expect(
      written(paused.rollout, stable, { template: withNotes }).metadata,
    ).toEqual({
      creationTimestamp: null,
      labels: { app: 'checkout', role: 'stable' },
      annotations: { note: 'x', 'prometheus.io/scrape': 'true' },
    });
  });

  it.each(['{', '[]', 'null', '{"labels":7}'])(
    'takes nothing else away when the annotation is %s',
    text => {
      const replicaSet: ReplicaSet = {
        ...stable,
        metadata: {
          ...stable.metadata,
          annotations: { 'rollout.argoproj.io/ephemeral-metadata': text },
        },
      };
      expect(written(paused.rollout, replicaSet).metadata.labels).toEqual({
        app: 'checkout',
      });
    },
  );

  it('takes away the anti-affinity that the controller added', () => {
    const injected = {
      labelSelector: {
        matchExpressions: [{ key: HASH, operator: 'In', values: ['x'] }],
      },
      topologyKey: 'kubernetes.io/hostname',
    };
    const own = {
      labelSelector: { matchExpressions: [{ key: 'app', operator: 'Exists' }] },
      topologyKey: 'zone',
    };
    const affinityOf = (affinity: unknown) =>
      written(paused.rollout, stable, {
        template: template('64498bc78b', { spec: { affinity } }),
      }).spec.affinity;
    const required = 'requiredDuringSchedulingIgnoredDuringExecution';
    const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
    expect(
      affinityOf({ podAntiAffinity: { [required]: [injected] } }),
    ).toBeUndefined();
    expect(
      affinityOf({
        podAntiAffinity: {
          [preferred]: [
            { weight: 1, podAffinityTerm: injected },
            { weight: 2, podAffinityTerm: own },
          ],
          [required]: [injected],
        },
      }),
    ).toEqual({
      podAntiAffinity: { [preferred]: [{ weight: 2, podAffinityTerm: own }] },
    });
    expect(
      affinityOf({
        nodeAffinity: {},
        podAntiAffinity: { [required]: [injected] },
      }),
    ).toEqual({ nodeAffinity: {} });
    for (const kept of [
      { nodeAffinity: {} },
      { podAntiAffinity: { [required]: [own, null, { labelSelector: 7 }] } },
      { podAntiAffinity: { [required]: 'x' } },
      { podAntiAffinity: null },
      { podAntiAffinity: { [required]: [{ labelSelector: {} }] } },
    ]) {
      expect(affinityOf(kept)).toEqual(kept);
    }
  });

  it.each<[string, unknown, string]>([
    ['nothing', undefined, 'cannot be read'],
    ['a list', [], 'cannot be read'],
    ['without a spec', { metadata: {} }, 'cannot be read'],
    ['without containers', { ...template(), spec: {} }, 'other'],
    [
      'with no container',
      template('64498bc78b', { spec: { containers: [] } }),
      'other',
    ],
    ['without metadata', { spec: template().spec }, 'other'],
    ['without labels', { ...template(), metadata: {} }, 'other'],
    ['of another revision', template('84bf898985'), 'other'],
  ])('is refused when the template is %s', (_, read, why) => {
    expect(plan(paused.rollout, stable, { template: read })).toEqual({
      allowed: false,
      verb: 'roll-back',
      reason:
        why === 'other'
          ? 'The pod template that was read is not that of ReplicaSet checkout-64498bc78b.'
          : 'The pod template of ReplicaSet checkout-64498bc78b cannot be read.',
    });
  });

  it.each<[string, Rollout, ReplicaSet, string]>([
    [
      'it is the newest revision',
      paused.rollout,
      replicaSetOf(paused, '84bf898985'),
      'This is the newest revision already: a roll back to it changes nothing.',
    ],
    [
      'the ReplicaSet is of another Rollout',
      paused.rollout,
      { ...stable, metadata: { ...stable.metadata, ownerReferences: [] } },
      'ReplicaSet checkout-64498bc78b is no revision of this Rollout.',
    ],
    [
      'the ReplicaSet has no hash',
      paused.rollout,
      { ...stable, metadata: { ...stable.metadata, labels: undefined } },
      'ReplicaSet checkout-64498bc78b is no revision of this Rollout.',
    ],
    [
      'the controller has not seen the newest change',
      changed('paused-step1-weight20', { metadata: { generation: 3 } }),
      stable,
      'The controller has not yet seen the newest change of this Rollout. Wait until it has.',
    ],
    [
      'something else than a Deployment holds the template',
      changed('paused-step1-weight20', {
        spec: { workloadRef: { kind: 'PodTemplate', name: 'base' } },
      }),
      stable,
      'The pod template is held by PodTemplate base (workloadRef), which Meshway does not change. Change it in Git.',
    ],
  ])('is refused when %s', (_, rollout, replicaSet, reason) => {
    expect(plan(rollout, replicaSet)).toEqual({
      allowed: false,
      verb: 'roll-back',
      reason,
    });
  });

  it('writes to the Deployment that holds the template', () => {
    const { rollout, objects } = recorded('workload-ref-paused');
    const replicaSet = replicaSetOf({ objects }, '55f98b6ccf');
    const deployment = parseObject('Deployment', {
      metadata: {
        name: 'checkout-template',
        namespace: 'shop',
        uid: 'uid-template',
        resourceVersion: '1',
        generation: 4,
        labels: { 'helm.toolkit.fluxcd.io/name': 'checkout' },
      },
    });
    const made = allowed(rollout, replicaSet, { templateOf: deployment });
    expect(made.warnings).toEqual([
      'Flux (checkout) applies this manifest: where Git sets the pod template, it takes this back at its next reconciliation.',
    ]);
    expect(made.patches).toHaveLength(1);
    expect(made.patches[0].target).toEqual({
      kind: 'Deployment',
      namespace: 'shop',
      name: 'checkout-template',
    });
    expect(made.patches[0].operations.slice(0, -1)).toEqual([
      { op: 'test', path: '/metadata/uid', value: 'uid-template' },
      { op: 'test', path: '/metadata/generation', value: 4 },
    ]);
    const unread =
      'The Deployment checkout-template, which holds the pod template (workloadRef), cannot be read.';
    for (const templateOf of [
      undefined,
      object('Deployment', 'other'),
      object('Deployment', 'checkout-template', { namespace: 'other' }),
    ]) {
      expect(plan(rollout, replicaSet, { templateOf })).toEqual({
        allowed: false,
        verb: 'roll-back',
        reason: unread,
      });
    }
  });

  it('warns of a pause by hand, of an invalid spec and of Git', () => {
    const rollout = changed('paused-step1-weight20', {
      spec: { paused: true },
      status: { phase: 'Degraded', message: 'InvalidSpec: x' },
      metadata: { labels: { 'argocd.argoproj.io/instance': 'checkout' } },
    });
    expect(allowed(rollout, stable)).toMatchObject({
      changesSpec: true,
      warnings: [
        'The controller does nothing, because the spec is invalid: x. Unless the pod template is to blame, mend the spec first.',
        'The Rollout is paused by hand (spec.paused): no pods are scaled until a resume.',
        'Argo CD Application checkout applies this manifest: where Git sets the pod template, it takes this back when it syncs, with selfHeal at once.',
      ],
    });
    const blueGreen = recorded('bluegreen-manually-paused');
    const [target] = rollBackTargets(blueGreen.rollout, blueGreen.objects, NOW);
    expect(target.plan).toMatchObject({
      warnings: [
        'The Rollout is paused by hand (spec.paused): the Services stay as they are until a resume.',
      ],
    });
  });

  it('goes back to stable at once, or as its pods come back', () => {
    expect(allowed(paused.rollout, stable)).toMatchObject({
      nextWeight: 0,
      skips: { pauses: 0, analyses: 0 },
      consequences: [
        'Ships the pod template of checkout-64498bc78b again (1.0.0).',
        'It is the stable version: the update ends, past all pauses and analyses.',
        'It gets all traffic at once.',
      ],
      undo: {
        possible: true,
        how: 'A roll back to the revision that is newest now (1.1.0) leads to it again, as to any other version.',
      },
    });
    const lacking = recorded('paused-weight-lag-stable-unavailable');
    const back = rollBackTargets(lacking.rollout, lacking.objects, NOW).find(
      ({ hash }) => hash === lacking.rollout.status.stableRS,
    );
    expect(back?.plan).toMatchObject({
      consequences: [
        expect.any(String),
        expect.any(String),
        'It gets all traffic as soon as all of its 5 pods are available; now 0 are.',
      ],
    });
    const dynamic = withStrategy(paused.rollout, { dynamicStableScale: true });
    expect(allowed(dynamic, stable).consequences[2]).toBe(
      'It gets all traffic, step by step as its pods come back (dynamicStableScale).',
    );
    expect(
      allowed(withStrategy(dynamic, { trafficRouting: undefined }), stable)
        .consequences[2],
    ).toBe('Its pods replace the pods of the newest version.');
  });

  it('says less where images are not known', () => {
    const bare: ReplicaSet = { ...stable, spec: {} };
    const rollout = changed('paused-step1-weight20', {
      spec: { template: undefined },
    });
    const made = allowed(rollout, bare);
    expect(made.consequences[0]).toBe(
      'Ships the pod template of checkout-64498bc78b again.',
    );
    expect(made.undo.how).toBe(
      'A roll back to the revision that is newest now leads to it again, as to any other version.',
    );
  });

  it('goes through all steps to a revision that is not stable, unless the rollback window spares it that', () => {
    const third = recorded('analysis-failed-aborted');
    const old = replicaSetOf(third, '84bf898985');
    const steps = allowed(third.rollout, old, { objects: third.objects });
    expect(steps).toMatchObject({
      nextWeight: 20,
      skips: { pauses: 0, analyses: 0 },
    });
    expect(steps.consequences[1]).toBe(
      'It is not the stable version: it goes through all steps like any new version.',
    );
    const window: Rollout = {
      ...third.rollout,
      spec: { ...third.rollout.spec, rollbackWindow: { revisions: 1 } },
    };
    expect(allowed(window, old, { objects: third.objects })).toMatchObject({
      nextWeight: 100,
      skips: { pauses: 3, analyses: 1 },
      consequences: [
        'Ships the pod template of checkout-84bf898985 again (1.1.0).',
        'It goes past all pauses and analyses, because it lies within the rollback window (spec.rollbackWindow): nobody is asked, and an abort is ignored.',
        'It gets all traffic and becomes stable as soon as all its pods are ready.',
      ],
    });
    expect(allowed(window, old, { objects: {} }).nextWeight).toBe(20);
  });

  it('switches a blue-green Rollout back without a pause while the old pods run', () => {
    const { rollout, objects } = recorded(
      'bluegreen-promoted-scale-down-delay',
    );
    const at = (now: string) =>
      rollBackTargets(rollout, objects, new Date(now))[0].plan;
    expect(at('2026-11-21T04:26:45Z')).toMatchObject({
      nextWeight: 100,
      skips: { pauses: 1, analyses: 0 },
      consequences: [
        'Ships the pod template of checkout-c47bf88cc again (1.0.0).',
        'It goes past all pauses and analyses, because its pods still run (scaleDownDelaySeconds): nobody is asked.',
        'It gets all traffic and becomes stable as soon as all its pods are ready.',
      ],
    });
    const late = at('2026-11-21T04:26:46Z');
    expect(late).toMatchObject({
      skips: { pauses: 0, analyses: 0 },
      consequences: [
        'Ships the pod template of checkout-c47bf88cc again (1.0.0).',
        'It goes through preview, analyses and pause like any new version.',
      ],
    });
    expect(late.allowed && late.nextWeight).toBeUndefined();
    // A revision that is newer than the stable one is no roll back, whatever still runs.
    const rolledBack = recorded('bluegreen-rolled-back');
    const [newer] = rollBackTargets(
      rolledBack.rollout,
      rolledBack.objects,
      new Date(0),
    );
    expect(newer.plan.allowed && newer.plan.consequences[1]).toBe(
      'It goes through preview, analyses and pause like any new version.',
    );
    // A canary takes no heed of that deadline.
    const canary: Rollout = {
      ...rollout,
      spec: { ...rollout.spec, strategy: { canary: { steps: [] } } },
    };
    const [target] = rollBackTargets(
      canary,
      objects,
      new Date('2026-11-21T04:26:45Z'),
    );
    expect(target.plan.allowed && target.plan.consequences[1]).toBe(
      'It is not the stable version: it goes through all steps like any new version.',
    );
  });
});

describe('rollBackTargets', () => {
  it('lists the other revisions, the newest first', () => {
    const targets = rollBackTargets(image.rollout, image.objects, NOW);
    expect(
      targets.map(({ number, hash, version, plan: { allowed: possible } }) => [
        number,
        hash,
        version,
        possible,
      ]),
    ).toEqual([
      [2, '84bf898985', '1.1.0', true],
      [1, '64498bc78b', '1.0.0', true],
    ]);
  });

  it('leaves out what is no revision, and says when a version is unknown', () => {
    const [first, second, third] = image.objects.replicaSets;
    const strange = (
      replicaSet: ReplicaSet,
      parts: Partial<ReplicaSet['metadata']>,
    ): ReplicaSet => ({
      ...replicaSet,
      metadata: { ...replicaSet.metadata, ...parts },
    });
    const revision = 'rollout.argoproj.io/revision';
    const targets = rollBackTargets(
      image.rollout,
      {
        replicaSets: [
          strange(first, { annotations: { [revision]: 'x' } }),
          strange(second, { ownerReferences: undefined }),
          strange(third, { annotations: undefined }),
          strange(first, { labels: {} }),
          {
            ...strange(first, {
              labels: { [HASH]: 'lost' },
              annotations: { [revision]: '12' },
            }),
            spec: {},
          },
        ],
      },
      NOW,
    );
    expect(targets).toMatchObject([
      { number: 12, hash: 'lost', version: 'unknown' },
    ]);
    expect(rollBackTargets(image.rollout, {}, NOW)).toEqual([]);
  });

  it('lists no more than anybody reads', () => {
    const [first] = image.objects.replicaSets;
    const many = Array.from(
      { length: 101 },
      (_, index): ReplicaSet => ({
        ...first,
        metadata: {
          ...first.metadata,
          labels: { [HASH]: `hash${index}` },
          annotations: { 'rollout.argoproj.io/revision': `${index}` },
        },
      }),
    );
    const targets = rollBackTargets(image.rollout, { replicaSets: many }, NOW);
    expect(targets).toHaveLength(100);
    expect(targets[0].number).toBe(100);
  });
});
