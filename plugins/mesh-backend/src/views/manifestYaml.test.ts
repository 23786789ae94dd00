import fc from 'fast-check';
import { parse } from 'yaml';
import { manifestYaml } from './manifestYaml';

const env = (value: unknown) => [
  { name: 'PASSWORD', value },
  { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } },
];

function rollout(value: unknown) {
  return {
    metadata: {
      name: 'checkout',
      managedFields: [{ manager: 'kubectl' }],
      annotations: {
        'kubectl.kubernetes.io/last-applied-configuration': `{"value":"${value}"}`,
        'objectset.rio.cattle.io/applied': `${value}`,
        'meshway.dev/entity': 'component:default/checkout',
      },
    },
    kind: 'Rollout',
    apiVersion: 'argoproj.io/v1alpha1',
    spec: {
      template: {
        spec: {
          initContainers: [{ name: 'init', env: env(value) }],
          containers: [{ name: 'checkout', env: env(value) }],
        },
      },
    },
  };
}

describe('the YAML of an object', () => {
  it('begins as manifests do and leaves out what only machines need', () => {
    const yaml = manifestYaml(rollout('x'));
    expect(yaml).toMatch(
      /^apiVersion: argoproj.io\/v1alpha1\nkind: Rollout\nmetadata:\n {2}name: checkout\n/,
    );
    expect(parse(yaml).metadata).toEqual({
      name: 'checkout',
      annotations: { 'meshway.dev/entity': 'component:default/checkout' },
    });
  });

  it('keeps where a variable comes from', () => {
    const { containers } = parse(manifestYaml(rollout('x'))).spec.template.spec;
    expect(containers[0].env).toEqual([
      { name: 'PASSWORD', value: '(not shown)' },
      { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'a', key: 'b' } } },
    ]);
  });

  it('never tells the literal value of a variable', () => {
    fc.assert(
      fc.property(fc.uuid(), secret => {
        for (const value of [secret, { nested: secret }, [secret]]) {
          expect(manifestYaml(rollout(value))).not.toContain(secret);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('of a huge object ends at a line, and says so', () => {
    const yaml = manifestYaml({
      kind: 'VirtualService',
      metadata: { name: 'huge' },
      spec: { hosts: Array.from({ length: 50_000 }, (_, i) => `host-${i}`) },
    });
    expect(yaml.length).toBeLessThan(201_000);
    expect(yaml).toMatch(/\n {4}- host-\d+\n# The rest is not shown/);
  });

  it('copes with what is no object', () => {
    expect(manifestYaml('odd')).toBe('odd\n');
    expect(parse(manifestYaml({ kind: 'Pod', metadata: null }))).toEqual({
      kind: 'Pod',
      metadata: null,
    });
  });
});
