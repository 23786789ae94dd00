import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { findServiceObjects } from '../service';
import { clusterOf } from './__testUtils__/clusterOf';
import { exampleOf } from './__testUtils__/yamlObjects';
import { checkConfig, checkService } from './checkConfig';
import { RULES } from './RULES';

const FOLDER = join(__dirname, '__fixtures__');
const codesOf = (findings: { code: string }[]) => [
  ...new Set(findings.map(({ code }) => code)),
];
/** What the example would give in a cluster, seen from its first Service. */
const inCluster = (code: string, example: 'fires' | 'silent') => {
  const files = exampleOf(code, example);
  const { name } = files.find(({ kind }) => kind === 'Service')!;
  return checkService(findServiceObjects(clusterOf(files), 'shop', name)!);
};

/** What a rule's example breaks besides. */
const ALSO: Record<string, string[]> = {
  // The gateway is in another namespace, which is what the example is about.
  MSH218: ['MSH102'],
};

/** They compare with objects that do not belong to the service, unless it is their own. */
const KNOWN_IN_FILES_ALONE = [
  // Services and workloads of other names
  'MSH304',
  'MSH318',
  'MSH324',
  // pods of the gateway
  'MSH216',
  'MSH218',
  'MSH219',
  'MSH224',
];

describe.each(RULES)('$code: $title', ({ code, only }) => {
  it('complains about the example that breaks it', () => {
    const findings =
      only === 'cluster'
        ? inCluster(code, 'fires')
        : checkConfig(exampleOf(code, 'fires'));
    expect(codesOf(findings)).toEqual([code, ...(ALSO[code] ?? [])].sort());
    expect(
      findings
        .filter(finding => finding.code === code)
        .map(({ object, message }) => `${object}: ${message}`),
    ).toMatchSnapshot();
  });

  it('says the same of a cluster, as far as that is known', () => {
    const said = codesOf(inCluster(code, 'fires')).includes(code);
    const knowable = only !== 'files' && !KNOWN_IN_FILES_ALONE.includes(code);
    expect({ code, said }).toEqual({ code, said: knowable });
  });

  it('says nothing about the example that keeps it', () => {
    expect(codesOf(checkConfig(exampleOf(code, 'silent')))).toEqual([]);
    expect(codesOf(inCluster(code, 'silent'))).toEqual([]);
  });
});

describe('the rules', () => {
  it('have codes of their own, in order', () => {
    const codes = RULES.map(({ code }) => code);
    expect(codes).toEqual([...new Set(codes)].sort());
  });

  it('have examples, and there are none without a rule', () => {
    const folders = readdirSync(FOLDER).filter(name =>
      existsSync(join(FOLDER, name, 'fires.yaml')),
    );
    expect(folders.sort()).toEqual(RULES.map(({ code }) => code));
  });

  it('lead to pages of Istio, Argo Rollouts or Kubernetes', () => {
    const hosts = RULES.map(({ docs }) => new URL(docs).host);
    expect([...new Set(hosts)].sort()).toEqual([
      'argo-rollouts.readthedocs.io',
      'istio.io',
      'kubernetes.io',
    ]);
  });
});
