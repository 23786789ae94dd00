import { make } from 'covertable';

/** What somebody types into the wizard. */
export type Answers = Record<string, unknown>;

/** Answers, and the name of the folder with what the template writes for them. */
export interface Case {
  name: string;
  answers: Answers;
}

/** What is typed by somebody who leaves everything as it is proposed. */
const PROPOSED: Answers = {
  name: 'quotes',
  description: 'Knows what things cost',
  owner: 'group:default/shop-team',
  api: 'none',
  runtime: 'image',
  image: 'ghcr.io/stefanprodan/podinfo',
  version: '6.7.1',
  protocol: 'http',
  port: 9898,
  namespace: { name: 'quotes', exists: false },
  mtls: 'STRICT',
  injection: 'label',
  exposure: 'own-gateway',
  strategy: 'canary',
  steps: [
    { weight: 20, pause: 'manual' },
    { weight: 50, pause: 'manual' },
    { weight: 80, pause: '30s' },
  ],
  promotion: 'manual',
  analysis: false,
  resilience: 'standard',
  replicas: 5,
  autoscaler: false,
  disruptionBudget: true,
  cpu: '50m',
  memory: '64Mi',
  memoryLimit: '256Mi',
  quota: false,
  publishTo: 'local',
};

const REPOSITORY = 'git.example.com?owner=shop&repo=quotes';

const existing = (name: string, dataPlane: string): Answers => ({
  namespace: { cluster: 'lab', name, exists: true, dataPlane },
  injection: undefined,
  quota: undefined,
});

/** Every question that changes what is written, with each of its answers; the first is what is proposed. */
const QUESTIONS: Record<string, Record<string, Answers>> = {
  runs: {
    http: {},
    'http-probe': { probePath: '/readyz' },
    http2: { protocol: 'http2', port: 8080 },
    grpc: { protocol: 'grpc', port: 50051, api: 'grpc' },
    tcp: { protocol: 'tcp', port: 6379 },
    sample: {
      runtime: 'sample',
      image: 'registry.example.com:5000/shop/quotes',
      version: '0.1.0',
      protocol: undefined,
      port: 8080,
      api: 'openapi',
    },
  },
  catalog: {
    alone: {},
    related: {
      system: 'system:default/shop',
      dependsOn: ['component:default/cart', 'resource:default/quotes-db'],
      description: `Takes money: "cards", 100 % of them # and vouchers {{ 'too' }}`,
    },
  },
  namespace: {
    sidecars: {},
    revision: { injection: 'revision', revision: 'stable' },
    ambient: { injection: 'ambient' },
    quota: {
      quota: true,
      quotaCpu: '4',
      quotaMemory: '8Gi',
      quotaPods: 50,
    },
    existing: existing('store', 'sidecar'),
    'existing-ambient': existing('calm', 'ambient'),
    'existing-outside': existing('plain', 'none'),
  },
  encryption: { strict: {}, permissive: { mtls: 'PERMISSIVE' } },
  callers: {
    everybody: {},
    named: {
      callers: [
        {
          entity: 'component:default/cart',
          namespace: 'shop',
          serviceAccount: 'cart',
        },
        { namespace: 'batch', serviceAccount: 'default' },
      ],
    },
  },
  exposure: {
    own: {},
    'own-host-path': { host: 'shop.example.org', pathPrefix: '/quotes' },
    'own-tls': { host: 'quotes.example.org', tlsSecret: 'example-org-tls' },
    shared: {
      exposure: 'shared-gateway',
      gateway: { gateway: 'edge/public', host: 'quotes.example.net' },
    },
    internal: { exposure: 'internal' },
  },
  delivery: {
    canary: {},
    'canary-analysed': { analysis: true },
    'canary-automatic': { analysis: true, promotion: 'automatic' },
    header: {
      strategy: 'header',
      headerName: 'x-version',
      headerValue: 'next',
    },
    'header-analysed': {
      strategy: 'header',
      headerName: 'x-version',
      headerValue: 'next',
      analysis: true,
    },
    'blue-green': { strategy: 'blue-green', steps: undefined },
    'blue-green-automatic': {
      strategy: 'blue-green',
      steps: undefined,
      analysis: true,
      promotion: 'automatic',
    },
    weighted: {
      strategy: 'weighted-routes',
      steps: undefined,
      promotion: undefined,
      analysis: undefined,
      weightSteps: [{ weight: 5 }, { weight: 25 }, { weight: 100 }],
    },
    plain: {
      strategy: 'plain',
      steps: undefined,
      promotion: undefined,
      analysis: undefined,
    },
  },
  resilience: {
    standard: {},
    'fail-fast': { resilience: 'fail-fast' },
    patient: { resilience: 'patient' },
    custom: {
      resilience: 'custom',
      timeoutSeconds: 0,
      attempts: 3,
      maxConnections: 100,
      maxPendingRequests: 10,
      consecutiveErrors: 7,
      ejectionSeconds: 60,
    },
  },
  scale: {
    fixed: {},
    single: { replicas: 1, disruptionBudget: false },
    automatic: { autoscaler: true, maxReplicas: 20, cpuTarget: 70 },
  },
  tracing: { 'as-the-mesh': {}, some: { tracingPercent: 12.5 } },
  repository: {
    local: {},
    'github-argo-cd': {
      publishTo: 'github',
      repoUrl: REPOSITORY,
      argoCd: true,
    },
    'gitlab-argo-cd': {
      publishTo: 'gitlab',
      repoUrl: REPOSITORY,
      argoCd: true,
    },
    gitea: { publishTo: 'gitea', repoUrl: REPOSITORY, argoCd: false },
  },
};

const ANALYSIS: Answers = {
  successPercent: 99.5,
  p99Milliseconds: 500,
  minimumRequests: 50,
  prometheus: 'http://prometheus.istio-system:9090',
};

type Choice = Record<string, string>;

const FIRST: Choice = Object.fromEntries(
  Object.entries(QUESTIONS).map(([question, answers]) => [
    question,
    Object.keys(answers)[0],
  ]),
);

/** The wizard does not offer it: a Gateway leads by host, a header and an analysis are about requests. */
function isOffered(choice: Partial<Choice>): boolean {
  if (choice.runs !== 'tcp') return true;
  const { exposure = 'internal', delivery = 'plain' } = choice;
  return exposure === 'internal' && !/header|analysed|automatic/.test(delivery);
}

function caseOf(name: string, choice: Choice): Case {
  const answers = Object.entries(QUESTIONS).reduce<Answers>(
    (all, [question, choices]) => ({ ...all, ...choices[choice[question]] }),
    PROPOSED,
  );
  return {
    name,
    answers: JSON.parse(
      JSON.stringify({
        ...answers,
        ...(answers.analysis === true && ANALYSIS),
      }),
    ),
  };
}

/** Each answer alone beside what is proposed. */
function singles(): Case[] {
  return Object.entries(QUESTIONS).flatMap(([question, answers]) =>
    Object.keys(answers)
      .slice(1)
      .map(answer =>
        caseOf(`${question}-${answer}`, {
          ...FIRST,
          // TCP is offered with no Gateway.
          ...(answer === 'tcp' && { exposure: 'internal' }),
          [question]: answer,
        }),
      ),
  );
}

/** Every pair of answers to two questions in at least one case. */
function pairs(): Case[] {
  const factors = Object.fromEntries(
    Object.entries(QUESTIONS).map(([question, answers]) => [
      question,
      Object.keys(answers),
    ]),
  );
  return make(factors, {
    length: 2,
    preFilter: (choice: Partial<Choice>) => isOffered(choice),
  }).map((choice: Choice, index: number) =>
    caseOf(`pairs-${String(index + 1).padStart(2, '0')}`, choice),
  );
}

/** The matrix of answers: what is proposed, each single answer, and all pairs. */
export const CASES: Case[] = [
  caseOf('proposed', FIRST),
  ...singles(),
  ...pairs(),
];
