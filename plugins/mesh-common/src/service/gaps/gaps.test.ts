import { lookupOf, parseObject, type MeshKind } from '../../kubernetes';
import type { ReadingGap, ServiceView } from '../../model';
import { buildFleetRow } from '../buildFleetRow';
import { buildServiceView } from '../buildServiceView';
import { findServiceObjects } from '../findServiceObjects';

const LABELS = { app: 'orders' };

function object(kind: MeshKind, name: string, spec: object, extra = {}) {
  return parseObject(kind, {
    metadata: {
      name,
      namespace: kind === 'Namespace' ? undefined : 'shop',
      uid: `${kind}/${name}`,
      resourceVersion: '1',
      labels: { ...LABELS, 'istio-injection': 'enabled' },
      ...extra,
    },
    spec,
    status: {},
  });
}

const container = (name: string) => ({ name, image: `${name}:1` });
const template = {
  metadata: { labels: LABELS },
  spec: { containers: [container('orders')] },
};

/** A canary in the mesh, with all that the portal may see of it. */
const OBJECTS = [
  object('Namespace', 'shop', {}),
  object('Service', 'orders', {
    selector: LABELS,
    ports: [{ name: 'http', port: 80 }],
  }),
  object('Rollout', 'orders', {
    replicas: 1,
    selector: { matchLabels: LABELS },
    template,
    strategy: {
      canary: {
        steps: [{ setWeight: 20 }],
        trafficRouting: {
          istio: {
            virtualService: { name: 'orders' },
            destinationRule: {
              name: 'orders',
              stableSubsetName: 'stable',
              canarySubsetName: 'canary',
            },
          },
        },
      },
    },
  }),
  object(
    'ReplicaSet',
    'orders-1',
    { replicas: 1, template },
    {
      ownerReferences: [
        { kind: 'Rollout', name: 'orders', uid: 'Rollout/orders' },
      ],
    },
  ),
  object(
    'Pod',
    'orders-1-a',
    { containers: [container('orders'), container('istio-proxy')] },
    {
      ownerReferences: [
        { kind: 'ReplicaSet', name: 'orders-1', uid: 'ReplicaSet/orders-1' },
      ],
    },
  ),
  object('PeerAuthentication', 'default', { mtls: { mode: 'STRICT' } }),
  object('AuthorizationPolicy', 'nobody', {}),
  object('Gateway', 'public', {
    servers: [{ hosts: ['*'], port: { number: 80, protocol: 'HTTP' } }],
  }),
  object('VirtualService', 'orders', {
    hosts: ['orders'],
    gateways: ['mesh', 'public'],
    http: [
      {
        route: ['stable', 'canary'].map((subset, i) => ({
          destination: { host: 'orders', subset },
          weight: i === 0 ? 100 : 0,
        })),
      },
    ],
  }),
  object('DestinationRule', 'orders', {
    host: 'orders',
    subsets: [{ name: 'stable' }, { name: 'canary' }],
  }),
];

/** The service when these kinds are not known, with or without saying so. */
function view(...missing: MeshKind[]) {
  const lookup = lookupOf(
    OBJECTS.filter(({ kind }) => !missing.includes(kind)),
  );
  const gaps = missing.map(kind => ({
    kind,
    reason: `No ${kind} may be read.`,
  }));
  const build = (known: ReadingGap[]): ServiceView =>
    buildServiceView({
      cluster: 'lab',
      entityRef: 'component:default/orders',
      objects: findServiceObjects(lookup, 'shop', 'orders')!,
      freshness: {
        cluster: { state: 'live', heardAt: '2026-11-28T12:00:00Z' },
        metrics: { state: 'unavailable', reason: '' },
        ...(known.length > 0 && { gaps: known }),
      },
      trustCatalog: false,
      now: new Date('2026-11-28T12:00:00Z'),
    });
  return { told: build(gaps), untold: build([]), build };
}

describe('a view of a service of which some kinds may not be read', () => {
  it('does not take unknown PeerAuthentications for none', () => {
    const { told, untold } = view('PeerAuthentication');
    expect(untold.posture.mtls.server.map(({ mode }) => mode)).toEqual([
      'PERMISSIVE',
    ]);
    expect(told.posture.mtls).toMatchObject({
      summary:
        'What the pods take is not known. No PeerAuthentication may be read.',
      server: [],
    });
    expect(told.posture.mtls.notes[0]).toEqual({
      severity: 'warning',
      text: 'No PeerAuthentication may be read.',
    });
    const row = (of: ServiceView) =>
      buildFleetRow({ entityRef: of.name, title: of.name, view: of });
    expect(row(untold).mtls).toBe('PERMISSIVE');
    expect(row(told).mtls).toBeUndefined();
  });

  it('believes the policy it knows where only those of the root namespace are not read', () => {
    const gap = {
      kind: 'PeerAuthentication',
      reason: 'Namespace istio-system is not read.',
    };
    const { mtls } = view().build([gap]).posture;
    expect(mtls.server.map(({ mode }) => mode)).toEqual(['STRICT']);
    expect(mtls.notes.map(({ text }) => text)).toContain(gap.reason);
  });

  it('does not say that anyone may call', () => {
    const { told, untold } = view('AuthorizationPolicy');
    expect(untold.posture.authorization.summary).toContain('Anyone may call');
    expect(told.posture.authorization).toMatchObject({
      summary: 'Who may call is not known. No AuthorizationPolicy may be read.',
      access: [],
    });
  });

  it.each(['VirtualService', 'DestinationRule'] as const)(
    'does not say that the %s is missing that the Rollout names',
    kind => {
      const { told, untold } = view(kind);
      const codes = ({ delivery }: ServiceView) =>
        'holds' in delivery ? delivery.holds.map(({ code }) => code) : [];
      expect(codes(untold)).toContain('route-missing');
      expect(codes(told)).not.toContain('route-missing');
    },
  );

  it('finds nothing by rules that need what is not known, and everything by others', () => {
    const codes = ({ findings }: ServiceView) =>
      findings.map(({ code }) => code);
    const { told, untold } = view('DestinationRule');
    const dropped = codes(untold).filter(code => !codes(told).includes(code));
    expect(dropped).toEqual(['MSH202', 'MSH202', 'MSH302']);
    expect(codes(view('Sidecar').told)).toEqual(codes(view('Sidecar').untold));
  });

  it('does not take the weights of a Rollout that it may not read for weights that people move', () => {
    const { told, untold } = view('Rollout');
    expect(untold.delivery.engine).toBe('weighted-routes');
    expect(told.delivery).toEqual({
      engine: 'none',
      workloads: [],
      reason: 'What moves its traffic is not known. No Rollout may be read.',
    });
  });

  it('does not say that a Gateway is missing that is not read', () => {
    const { told, untold } = view('Gateway');
    expect(untold.exposure.problems.join()).toContain('which is not there');
    expect(told.exposure.gateways).toEqual([]);
    expect(told.exposure.problems).toEqual(['No Gateway may be read.']);
    expect(told.exposure.headline).toContain('No Gateway may be read.');
  });

  it('says the same as ever when nothing is missing', () => {
    const { told, untold } = view();
    expect(told).toEqual(untold);
  });
});
