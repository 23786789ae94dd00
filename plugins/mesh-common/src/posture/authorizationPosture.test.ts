import { object } from '../__fixtures__/objects';
import { DEFAULT_MESH_SETTINGS as mesh } from '../model';
import type { ServiceObjects } from '../service/ServiceObjects';
import { kind, pod, scene, unreadable } from './__fixtures__/scene';
import { buildPosture } from './buildPosture';

const policy = kind('AuthorizationPolicy');
const request = kind('RequestAuthentication');
const peer = kind('PeerAuthentication');
const strict = peer({ mtls: { mode: 'STRICT' } });
const atMesh = { namespace: 'istio-system' };
const ofPods = (labels: Record<string, string>) => ({
  selector: { matchLabels: labels },
});
const fromCart = { from: [{ source: { serviceAccounts: ['cart'] } }] };
const get = { to: [{ operation: { methods: ['GET'] } }] };
const port = { to: [{ operation: { ports: ['8080'] } }] };
const targetService = { targetRefs: [{ kind: 'Service', name: 'checkout' }] };

const posture = (parts: Partial<ServiceObjects>) =>
  buildPosture(scene({ peerAuthentications: [strict], ...parts }), mesh)
    .authorization;
const access = (...policies: ReturnType<typeof policy>[]) => {
  const { access: groups, summary } = posture({
    authorizationPolicies: policies,
  });
  expect(groups).toHaveLength(1);
  expect(groups[0]).toMatchObject({ at: 'pods', podCount: 1, text: summary });
  return `${groups[0].access}: ${summary}`;
};
const texts = (parts: Partial<ServiceObjects>) =>
  posture(parts).notes.map(({ severity, text }) => `${severity}: ${text}`);

describe('who may call', () => {
  it.each<[string, ReturnType<typeof policy>[], string]>([
    ['no policy', [], 'open: Anyone may call.'],
    [
      'an ALLOW policy without rules, which is what an empty spec is',
      [policy({}, { name: 'deny-all' })],
      'closed: Nobody may call: AuthorizationPolicy shop/deny-all is an ALLOW policy, and no rule allows anything.',
    ],
    [
      'an ALLOW policy with an empty rule',
      [policy({ rules: [{}] })],
      'open: Anyone may call.',
    ],
    [
      'an empty one for the mesh and one that allows: they add up',
      [
        policy({}, atMesh),
        policy({ action: 'ALLOW', rules: [{ ...fromCart, ...get }] }),
      ],
      'restricted: Allowed is only: GET from service account shop/cart.',
    ],
    [
      'one that allows all beside one that allows little: all are allowed',
      [policy({ rules: [fromCart] }), policy({ rules: [{}] }, atMesh)],
      'open: Anyone may call.',
    ],
    [
      'DENY before ALLOW',
      [
        policy({ rules: [{}] }),
        policy({ action: 'DENY', rules: [get] }, { name: 'no-get' }),
      ],
      'open: Anyone may call. Denied: GET.',
    ],
    [
      'DENY of everything before ALLOW of everything',
      [
        policy({ rules: [{}] }),
        policy({ action: 'DENY', rules: [get, {}] }, { name: 'closed' }),
      ],
      'closed: Nobody may call: AuthorizationPolicy shop/closed denies every request.',
    ],
    [
      'DENY without rules, which denies nothing',
      [policy({ action: 'DENY' })],
      'open: Anyone may call.',
    ],
    [
      'CUSTOM, which comes first',
      [
        policy({ action: 'CUSTOM', provider: { name: 'opa' }, rules: [get] }),
        policy({ action: 'CUSTOM', rules: [port] }, { name: 'e' }),
        policy({ action: 'DENY', rules: [port] }, { name: 'c' }),
        policy({ rules: [fromCart] }, { name: 'd' }),
      ],
      'restricted: Allowed is only: every request from service account shop/cart. opa and a provider must agree to: GET; requests at port 8080. Denied: requests at port 8080.',
    ],
    [
      'AUDIT, which only logs',
      [policy({ action: 'AUDIT', rules: [{}] })],
      'open: Anyone may call.',
    ],
    [
      'a dry run, which only logs',
      [policy({}, { annotations: { 'istio.io/dry-run': 'true' } })],
      'open: Anyone may call.',
    ],
    [
      'a dry run that is none',
      [policy({}, { name: 'x', annotations: { 'istio.io/dry-run': 'yes' } })],
      'closed: Nobody may call: AuthorizationPolicy shop/x is an ALLOW policy, and no rule allows anything.',
    ],
    [
      'one that cannot be read: it must not pass for an empty one, which closes',
      [unreadable('AuthorizationPolicy')],
      'open: Anyone may call.',
    ],
    [
      'policies for others',
      [
        policy({}, { namespace: 'web' }),
        policy(ofPods({ app: 'cart' })),
        policy({ targetRefs: [{ kind: 'Gateway', name: 'gw' }] }),
        policy({ targetRef: { kind: 'Gateway', name: 'gw' } }),
        policy({
          ...targetService,
          targetRefs: [{ kind: 'Service', name: 'cart' }],
        }),
      ],
      'open: Anyone may call.',
    ],
    [
      'a selector in the root namespace, which counts here',
      [policy(ofPods({ app: 'checkout' }), atMesh)],
      'closed: Nobody may call: AuthorizationPolicy istio-system/default is an ALLOW policy, and no rule allows anything.',
    ],
    [
      'more rules than a sentence bears, the same one once',
      [
        policy({
          rules: ['1', '1', '2', '3', '4', '5', '6', '7'].map(one => ({
            to: [{ operation: { ports: [one] } }],
          })),
        }),
      ],
      'restricted: Allowed is only: requests at port 1; requests at port 2; requests at port 3; requests at port 4; requests at port 5; 2 more.',
    ],
    [
      'more rules than are looked at',
      [
        policy({
          rules: Array.from({ length: 130 }, (_, i) => ({
            to: [{ operation: { ports: [i < 98 ? '1' : `${i}`] } }],
          })),
        }),
      ],
      'restricted: Allowed is only: requests at port 1; requests at port 98; requests at port 99; 30 more.',
    ],
  ])('is told for %s', (_, policies, expected) => {
    expect(access(...policies)).toBe(expected);
  });

  it('differs by pod', () => {
    expect(
      posture({
        pods: [
          pod('a', { labels: { v: '1' } }),
          pod('b'),
          pod('c'),
          pod('d', { dataPlane: 'none' }),
        ],
        authorizationPolicies: [
          policy({ ...ofPods({ v: '1' }), rules: [fromCart] }, { name: 'v1' }),
          policy({ ...ofPods({ app: 'checkout' }) }),
        ],
      }),
    ).toMatchObject({
      summary:
        '2 of 4 pods: Nobody may call: AuthorizationPolicy shop/default is an ALLOW policy, and no rule allows anything. 1 of 4 pods: Allowed is only: every request from service account shop/cart. 1 of 4 pods: Anyone may call: without a proxy nothing enforces a policy.',
      access: [
        { at: 'pods', access: 'closed', podCount: 2 },
        { at: 'pods', access: 'restricted', podCount: 1 },
        { at: 'pods', access: 'open', podCount: 1 },
      ],
      policies: [
        { name: 'default', podCount: 4 },
        { name: 'v1', podCount: 1 },
      ],
    });
  });

  it('is cut after three groups', () => {
    const versions = Array.from({ length: 12 }, (_, i) => `${i}`);
    const { summary, access: groups } = posture({
      pods: versions.map(v => pod(v, { labels: { v } })),
      authorizationPolicies: versions.map(v =>
        policy({ ...ofPods({ v }), rules: [port] }, { name: v }),
      ),
    });
    expect(groups).toHaveLength(10);
    expect(summary).toBe(
      `${'1 of 12 pods: Allowed is only: requests at port 8080. '.repeat(
        3,
      )}9 more groups differ.`,
    );
  });

  it('is told without pods, by what the next one would be', () => {
    expect(
      posture({ pods: [], authorizationPolicies: [policy({})] }),
    ).toMatchObject({
      summary:
        'Nobody may call: AuthorizationPolicy shop/default is an ALLOW policy, and no rule allows anything.',
      access: [{ at: 'pods', access: 'closed', podCount: 0 }],
      policies: [{ scope: 'namespace', podCount: 0 }],
    });
    expect(
      posture({ pods: [], service: object('Service', 'checkout') }).summary,
    ).toBe('No pod runs, and no workload would make one.');
  });

  it('is asked of the gateway when the pods are one', () => {
    const labels = { 'gateway.networking.k8s.io/gateway-name': 'gw' };
    const gateway = (name: string, more = {}) =>
      policy({ targetRefs: [{ kind: 'Gateway', name }] }, more);
    const at = (...policies: ReturnType<typeof policy>[]) =>
      posture({
        pods: [pod('a', { labels })],
        authorizationPolicies: policies,
      }).policies.map(({ name, scope }) => `${name} ${scope}`);
    expect(at(gateway('gw'))).toEqual(['default workload']);
    expect(at(gateway('other'))).toEqual([]);
    expect(at(gateway('gw', atMesh))).toEqual([]);
    expect(
      at(policy({ targetRefs: [{ kind: 'Service', name: 'gw' }] })),
    ).toEqual([]);
  });
});

describe('policies', () => {
  it('are listed in the order in which they decide, in words', () => {
    const { policies } = posture({
      authorizationPolicies: [
        policy({ action: 'AUDIT', rules: [{}] }, { name: 'audit' }),
        policy({ rules: [get, fromCart] }, { name: 'allow' }),
        policy(
          { action: 'DENY', ...ofPods({ app: 'checkout' }) },
          { ...atMesh, name: 'deny' },
        ),
        policy({ action: 'CUSTOM' }, { ...atMesh, name: 'custom' }),
        policy(
          {},
          {
            name: 'older',
            createdAt: '1969-01-01T00:00:00Z',
            annotations: { 'istio.io/dry-run': '1' },
          },
        ),
        policy({}, { namespace: 'web', name: 'elsewhere' }),
        unreadable('AuthorizationPolicy'),
      ],
    });
    const view = { namespace: 'shop', dryRun: false, podCount: 1 };
    expect(policies).toEqual([
      {
        ...view,
        namespace: 'istio-system',
        name: 'custom',
        action: 'CUSTOM',
        scope: 'mesh',
        rules: [],
      },
      {
        ...view,
        namespace: 'istio-system',
        name: 'deny',
        action: 'DENY',
        scope: 'workload',
        rules: [],
      },
      {
        ...view,
        name: 'older',
        action: 'ALLOW',
        scope: 'namespace',
        dryRun: true,
        rules: [],
      },
      {
        ...view,
        name: 'allow',
        action: 'ALLOW',
        scope: 'namespace',
        rules: ['GET', 'every request from service account shop/cart'],
      },
      {
        ...view,
        name: 'audit',
        action: 'AUDIT',
        scope: 'namespace',
        rules: ['every request'],
      },
    ]);
  });

  it('are at most fifty, with twenty rules each', () => {
    const { policies } = posture({
      authorizationPolicies: Array.from({ length: 60 }, (_, i) =>
        policy(
          { rules: Array.from({ length: 30 }, () => ({})) },
          { name: `p${i}` },
        ),
      ),
    });
    expect(policies).toHaveLength(50);
    expect(policies[0].rules).toHaveLength(20);
  });
});

describe('what a policy does not do', () => {
  const permissive = { peerAuthentications: [] };
  const disabled = {
    peerAuthentications: [peer({ mtls: { mode: 'DISABLE' } })],
  };
  const byIdentity = [fromCart];
  const notIdentity = [{ from: [{ source: { notNamespaces: ['web'] } }] }];
  const WAYPOINT = 'Use a waypoint, and name the Service in targetRefs.';
  const ambient = { pods: [pod('a', { dataPlane: 'ambient' })] };

  it.each<[string, Partial<ServiceObjects>, string[]]>([
    [
      'a dry run',
      {
        authorizationPolicies: [
          policy({}, { annotations: { 'istio.io/dry-run': 'True' } }),
        ],
      },
      [
        'info: AuthorizationPolicy shop/default is a dry run: it is logged, not enforced.',
      ],
    ],
    [
      'pods without a proxy',
      {
        pods: [pod('a', { dataPlane: 'none' })],
        authorizationPolicies: [policy({})],
      },
      [
        'error: AuthorizationPolicy shop/default is not enforced where a pod has no proxy.',
      ],
    ],
    [
      'DENY without rules',
      { authorizationPolicies: [policy({ action: 'DENY' })] },
      [
        'warning: AuthorizationPolicy shop/default has no rules: it matches no request and does nothing.',
      ],
    ],
    [
      'ALLOW without rules, which closes',
      { authorizationPolicies: [policy({})] },
      [],
    ],
    [
      'DENY by identity where plain text comes in',
      {
        ...permissive,
        authorizationPolicies: [policy({ action: 'DENY', rules: byIdentity })],
      },
      [
        'warning: AuthorizationPolicy shop/default denies by identity, and plain text, which has none, gets past it (PERMISSIVE). Set mTLS to STRICT.',
      ],
    ],
    [
      'DENY of all but some where plain text comes in: plain text is denied, too',
      {
        ...permissive,
        authorizationPolicies: [policy({ action: 'DENY', rules: notIdentity })],
      },
      [],
    ],
    [
      'ALLOW of all but some where plain text comes in',
      {
        ...permissive,
        authorizationPolicies: [policy({ rules: notIdentity })],
      },
      [
        'warning: AuthorizationPolicy shop/default allows whoever is not some identity, and so all plain text (PERMISSIVE). Set mTLS to STRICT.',
      ],
    ],
    [
      'ALLOW by identity where plain text comes in',
      { ...permissive, authorizationPolicies: [policy({ rules: byIdentity })] },
      [
        'info: AuthorizationPolicy shop/default allows by identity: plain text, which the pods take (PERMISSIVE), is refused there.',
      ],
    ],
    [
      'ALLOW by port where plain text comes in',
      { ...permissive, authorizationPolicies: [policy({ rules: [port] })] },
      [],
    ],
    [
      'identities where only plain text comes in',
      {
        ...disabled,
        authorizationPolicies: [
          policy({ rules: byIdentity }),
          policy({ action: 'DENY', rules: notIdentity }, { name: 'z' }),
        ],
      },
      [
        'error: AuthorizationPolicy shop/default looks at identities, and the pods take only plain text (DISABLE), which has none. Let them take mTLS.',
        'error: AuthorizationPolicy shop/z looks at identities, and the pods take only plain text (DISABLE), which has none. Let them take mTLS.',
      ],
    ],
    [
      'ports where only plain text comes in',
      { ...disabled, authorizationPolicies: [policy({ rules: [port] })] },
      [],
    ],
    [
      'identities where only mTLS comes in',
      {
        authorizationPolicies: [
          policy({ rules: [...byIdentity, ...notIdentity] }),
        ],
      },
      [],
    ],
    [
      'AUDIT by identity',
      {
        ...permissive,
        authorizationPolicies: [policy({ action: 'AUDIT', rules: byIdentity })],
      },
      [],
    ],
    [
      'tokens that nobody checks',
      {
        authorizationPolicies: [
          policy({
            rules: [{ from: [{ source: { requestPrincipals: ['*'] } }] }],
          }),
        ],
        requestAuthentications: [
          request({}),
          request({ ...ofPods({ app: 'cart' }), jwtRules: [{ issuer: 'x' }] }),
        ],
      },
      [
        'warning: AuthorizationPolicy shop/default asks for a token, and no RequestAuthentication checks any: such a rule never matches.',
      ],
    ],
    [
      'HTTP in ambient mode: an ALLOW rule is left out',
      { ...ambient, authorizationPolicies: [policy({ rules: [get] })] },
      [
        `error: ztunnel sees no HTTP and leaves out the rules of AuthorizationPolicy shop/default that need it: less is allowed than it says. ${WAYPOINT}`,
      ],
    ],
    [
      'HTTP in ambient mode: a DENY rule denies more',
      {
        ...ambient,
        authorizationPolicies: [policy({ action: 'DENY', rules: [get] })],
      },
      [
        `error: ztunnel sees no HTTP and denies without those conditions of AuthorizationPolicy shop/default: more is denied than it says. ${WAYPOINT}`,
      ],
    ],
    [
      'ports in ambient mode',
      { ...ambient, authorizationPolicies: [policy({ rules: [port] })] },
      [],
    ],
    [
      'actions that ztunnel does not know',
      {
        ...ambient,
        authorizationPolicies: [
          policy({ action: 'CUSTOM', rules: [get] }),
          policy({ action: 'AUDIT', rules: [get] }, { name: 'z' }),
        ],
      },
      [
        `error: AuthorizationPolicy shop/default does nothing: ztunnel does not know CUSTOM. ${WAYPOINT}`,
        `error: AuthorizationPolicy shop/z does nothing: ztunnel does not know AUDIT. ${WAYPOINT}`,
      ],
    ],
    [
      'tokens in ambient mode',
      {
        ...ambient,
        requestAuthentications: [request({ jwtRules: [{ issuer: 'x' }] })],
      },
      [
        `error: RequestAuthentication shop/default does nothing: ztunnel sees no tokens. ${WAYPOINT}`,
      ],
    ],
    [
      'a Service in targetRefs without a waypoint',
      {
        authorizationPolicies: [
          policy(targetService),
          policy(targetService, atMesh),
        ],
        requestAuthentications: [
          request({ targetRef: { kind: 'Service', name: 'checkout' } }),
        ],
      },
      [
        'error: AuthorizationPolicy shop/default names the Service in targetRefs, and no waypoint is in front of it: the policy does nothing.',
        'error: RequestAuthentication shop/default names the Service in targetRefs, and no waypoint is in front of it: the policy does nothing.',
      ],
    ],
    [
      'what cannot be read',
      {
        authorizationPolicies: [unreadable('AuthorizationPolicy')],
        requestAuthentications: [unreadable('RequestAuthentication')],
      },
      [
        'warning: AuthorizationPolicy shop/broken cannot be read and is left out: spec.selector: Invalid input: expected object, received number',
        'warning: RequestAuthentication shop/broken cannot be read and is left out: spec.selector: Invalid input: expected object, received number',
      ],
    ],
  ])('is said of %s', (_, parts, notes) => {
    expect(texts(parts)).toEqual(notes);
  });

  it('changes who may call in ambient mode', () => {
    const summary = (...policies: ReturnType<typeof policy>[]) =>
      posture({ ...ambient, authorizationPolicies: policies }).summary;
    expect([
      summary(policy({ rules: [get] })),
      summary(policy({ rules: [get, port] })),
      summary(policy({ action: 'DENY', rules: [get] })),
      summary(policy({ action: 'DENY', rules: [{ ...get, ...fromCart }] })),
      summary(policy({ action: 'CUSTOM', rules: [port] })),
    ]).toEqual([
      'Nobody may call: AuthorizationPolicy shop/default is an ALLOW policy, and no rule allows anything.',
      'Allowed is only: requests at port 8080.',
      'Nobody may call: AuthorizationPolicy shop/default denies every request.',
      'Anyone may call. Denied: requests from service account shop/cart.',
      'Anyone may call.',
    ]);
  });
});

describe('a waypoint', () => {
  const waypointed = (parts: Partial<ServiceObjects>) =>
    posture({
      pods: [pod('a', { dataPlane: 'ambient' })],
      namespace: object('Namespace', 'shop', {
        labels: {
          'istio.io/dataplane-mode': 'ambient',
          'istio.io/use-waypoint': 'wp',
          'istio.io/use-waypoint-namespace': 'infra',
        },
      }),
      ...parts,
    });

  it('says nothing without a policy for it', () => {
    expect(waypointed({}).access).toEqual([
      { at: 'pods', access: 'open', podCount: 1, text: 'Anyone may call.' },
    ]);
  });

  it.each<[string, object, string | undefined, boolean]>([
    ['its Service', targetService, undefined, true],
    [
      'its Service, in the old form',
      { targetRef: { kind: 'Service', name: 'checkout' } },
      undefined,
      true,
    ],
    [
      'another Service',
      { targetRefs: [{ kind: 'Service', name: 'cart' }] },
      undefined,
      false,
    ],
    ['a Service of that name elsewhere', targetService, 'infra', false],
    [
      'its Gateway',
      { targetRefs: [{ kind: 'Gateway', name: 'wp' }] },
      'infra',
      true,
    ],
    [
      'a Gateway of that name elsewhere',
      { targetRefs: [{ kind: 'Gateway', name: 'wp' }] },
      undefined,
      false,
    ],
    [
      'another Gateway',
      { targetRefs: [{ kind: 'Gateway', name: 'x' }] },
      'infra',
      false,
    ],
    [
      'its class',
      { targetRefs: [{ kind: 'GatewayClass', name: 'istio-waypoint' }] },
      'istio-system',
      true,
    ],
    [
      'its class, outside the root namespace',
      { targetRefs: [{ kind: 'GatewayClass', name: 'istio-waypoint' }] },
      'infra',
      false,
    ],
    [
      'another class',
      { targetRefs: [{ kind: 'GatewayClass', name: 'istio' }] },
      'istio-system',
      false,
    ],
    [
      'something else',
      { targetRefs: [{ kind: 'Pod', name: 'checkout' }] },
      undefined,
      false,
    ],
    [
      'nothing: it never looks at selectors',
      ofPods({ app: 'checkout' }),
      'infra',
      false,
    ],
    [
      'the list, before the old form',
      {
        targetRef: { kind: 'Service', name: 'checkout' },
        targetRefs: [{ kind: 'Service', name: 'cart' }],
      },
      undefined,
      false,
    ],
  ])('obeys a policy that names %s', (_, spec, namespace, obeys) => {
    const {
      access: groups,
      summary,
      policies,
    } = waypointed({
      authorizationPolicies: [policy({ ...spec, rules: [get] }, { namespace })],
    });
    expect(groups.some(({ at }) => at === 'waypoint')).toBe(obeys);
    expect(summary.endsWith('At the waypoint: Allowed is only: GET.')).toBe(
      obeys,
    );
    expect(
      policies.map(({ scope, podCount }) => `${scope} ${podCount}`),
    ).toEqual(obeys ? ['waypoint 0'] : []);
  });

  it('checks tokens', () => {
    const { jwt, notes } = waypointed({
      requestAuthentications: [
        request({ ...targetService, jwtRules: [{ issuer: 'idp' }] }),
      ],
    });
    expect(jwt).toEqual({
      issuers: ['idp'],
      required: false,
      text: 'Tokens of idp are checked, but a request without a token is let in.',
    });
    expect(notes).toEqual([
      {
        severity: 'warning',
        text: 'RequestAuthentication shop/default refuses bad tokens, not missing ones. Add an AuthorizationPolicy that allows only requestPrincipals.',
      },
    ]);
  });

  it('sees identities: only mTLS comes in', () => {
    expect(
      waypointed({
        peerAuthentications: [],
        authorizationPolicies: [
          policy({ ...targetService, action: 'DENY', rules: [fromCart] }),
        ],
      }).notes,
    ).toEqual([]);
  });
});

describe('tokens', () => {
  const authentication = request({
    jwtRules: [{ issuer: 'b' }, { issuer: 'a' }, { issuer: 'b' }, {}],
  });
  const withToken = { from: [{ source: { requestPrincipals: ['*'] } }] };
  const withoutToken = { from: [{ source: { notRequestPrincipals: ['*'] } }] };
  const jwt = (...policies: ReturnType<typeof policy>[]) =>
    posture({
      requestAuthentications: [authentication],
      authorizationPolicies: policies,
    }).jwt;

  it.each<[string, ReturnType<typeof policy>[], boolean]>([
    ['a RequestAuthentication alone', [], false],
    [
      'every rule that allows',
      [policy({ rules: [withToken, { ...withToken, ...get }] })],
      true,
    ],
    [
      'one of two rules that allow',
      [policy({ rules: [withToken, get] })],
      false,
    ],
    [
      'one of two policies that allow',
      [policy({ rules: [withToken] }), policy({ rules: [get] }, { name: 'b' })],
      false,
    ],
    [
      'a rule that denies whoever has none',
      [policy({ action: 'DENY', rules: [get, withoutToken] })],
      true,
    ],
    [
      'a rule that would deny, in a dry run',
      [
        policy(
          { action: 'DENY', rules: [withoutToken] },
          { annotations: { 'istio.io/dry-run': 'true' } },
        ),
      ],
      false,
    ],
    [
      'a rule that denies on some paths',
      [policy({ action: 'DENY', rules: [{ ...withoutToken, ...get }] })],
      false,
    ],
    [
      'a rule that allows whoever has none',
      [policy({ rules: [withoutToken] })],
      false,
    ],
    [
      'a rule that denies whoever has one',
      [policy({ action: 'DENY', rules: [withToken] })],
      false,
    ],
  ])('are asked for by %s', (_, policies, required) => {
    expect(jwt(...policies)).toEqual({
      issuers: ['a', 'b'],
      required,
      text: required
        ? 'A request needs a valid token of a or b.'
        : 'Tokens of a or b are checked, but a request without a token is let in.',
    });
  });

  it('are not spoken of when none is checked', () => {
    expect(posture({})).not.toHaveProperty('jwt');
    expect(
      posture({ requestAuthentications: [request({ jwtRules: [{}] })] }),
    ).not.toHaveProperty('jwt');
  });

  it('say nothing more where they are asked for', () => {
    expect(
      texts({
        requestAuthentications: [authentication],
        authorizationPolicies: [policy({ rules: [withToken] })],
      }),
    ).toEqual([]);
  });

  it('name at most twenty issuers', () => {
    const jwtRules = Array.from({ length: 30 }, (_, i) => ({
      issuer: `i${i}`,
    }));
    expect(
      posture({ requestAuthentications: [request({ jwtRules })] }).jwt?.issuers,
    ).toHaveLength(20);
  });
});
