import type { IstioSample } from './__fixtures__/istioSamples';
import type { Rule } from './Rule';

const EXAMPLES = '../plugins/mesh-common/src/rules/__fixtures__';

/** Checks of others that no rule repeats, and why. */
const ELSEWHERE: readonly [string, string][] = [
  ['IST0102, KIA1311–1317', 'The Mesh tab tells injection pod by pod.'],
  [
    'IST0108, IST0125, IST0133, IST0135, IST0136',
    "Spelling and age of annotations and fields: istioctl analyze knows Istio's own lists.",
  ],
  [
    'IST0128, IST0129',
    'TLS to hosts outside the mesh, which neither the template nor a canary sets up.',
  ],
  [
    'IST0131',
    'A match that is covered in part takes nothing away; MSH206 tells routes that are never reached.',
  ],
  [
    'IST0143, IST0158, IST0161, IST0171',
    'They ask running proxies, certificates or conditions of the control plane.',
  ],
  [
    'KIA0002 for RequestAuthentication and AuthorizationPolicy',
    'Istio adds several of them up, on purpose.',
  ],
  [
    'KIA0204',
    'MSH501 and MSH502 look at the DestinationRule that a caller really follows.',
  ],
  [
    'KIA0401, KIA0501, KIA0505, KIA0506',
    'With auto mutual TLS, the default, clients need no DestinationRule; without it MSH501 and MSH502 complain.',
  ],
];

/** The text of docs/rules.md. */
export function rulesPage(
  rules: readonly Rule[],
  samples: readonly IstioSample[],
): string {
  return [
    '# Rules',
    '',
    '<!-- Written by `npm run docs:rules` from plugins/mesh-common/src/rules; a test compares. -->',
    '',
    `${rules.length} rules look at what neither the API server nor istiod's webhook refuses: whether Rollout, routes, subsets, Services,`,
    'gateways, policies and labels fit together. The same rules check the files of a service, in the scaffolder action',
    '`mesh:lint`, and a running service, in the Mesh tab.',
    '',
    'Of files, what is not among them counts as missing in their namespace. Of a cluster only what belongs to the service is',
    'looked at, and what the Rollouts controller writes while it runs is no fault.',
    '',
    'An error breaks the service or its release; a warning takes something away.',
    '',
    '## All of them',
    '',
    ...table(
      ['Code', 'Severity', 'What must hold', 'Checked', 'Istio', 'Kiali'],
      rules.map(({ code, severity, title, only, like }) => [
        `[${code}](#${anchor(code, title)})`,
        severity,
        title,
        only ?? 'files and cluster',
        codes(like?.istio),
        codes(like?.kiali),
      ]),
    ),
    '',
    'A code of Istio means that its analyzers complain about the same: on the example that breaks the rule they say it, on the',
    'example that keeps it they do not. An integration test runs them on both. `istioctl analyze --use-kube=false` alone skips',
    'those that need Services, Deployments or pods; the test gives them the ones in the examples.',
    '',
    ...rules.flatMap(section),
    '## What is left to others',
    '',
    ...table(
      ['Check', 'Why no rule repeats it'],
      ELSEWHERE.map(row => [...row]),
    ),
    '',
    "## Istio's own samples",
    '',
    'The samples of the Istio release that the lab pins break no rule but these, and each for a reason.',
    '',
    ...table(
      ['Sample', 'Rule', 'Because'],
      samples.flatMap(({ files, complaints }) =>
        complaints.map(({ code, because }) => [
          `\`${files.at(-1)}\`${
            files.length > 1 ? ' with the rest of it' : ''
          }`,
          code,
          because,
        ]),
      ),
    ),
    '',
  ].join('\n');
}

function section(rule: Rule): string[] {
  const { code, title, why, mend, docs, like } = rule;
  return [
    `### ${code} ${title}`,
    '',
    why,
    '',
    `**Mend:** ${mend}`,
    '',
    ...(like?.differs ? [`**Istio:** ${like.differs}`, ''] : []),
    `[Read on](${docs}) · breaks it: [fires.yaml](${EXAMPLES}/${code}/fires.yaml) · keeps it: [silent.yaml](${EXAMPLES}/${code}/silent.yaml)`,
    '',
  ];
}

/** As GitHub makes them of headings. */
function anchor(code: string, title: string): string {
  return `${code} ${title}`
    .toLowerCase()
    .replace(/[^a-z0-9 -]/g, '')
    .replaceAll(' ', '-');
}

function codes(list: readonly string[] = []): string {
  return list.join(', ') || '–';
}

/** Padded as Prettier pads it. */
function table(head: string[], rows: string[][]): string[] {
  const widths = head.map((cell, column) =>
    Math.max(
      ...[cell, ...rows.map(row => row[column])].map(({ length }) => length),
    ),
  );
  const line = (cells: string[]) =>
    `| ${cells
      .map((cell, column) => cell.padEnd(widths[column]))
      .join(' | ')} |`;
  return [
    line(head),
    line(widths.map(width => '-'.repeat(width))),
    ...rows.map(line),
  ];
}
