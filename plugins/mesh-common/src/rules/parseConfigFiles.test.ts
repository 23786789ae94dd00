import { parseConfigFiles } from './parseConfigFiles';

function complaints(content: string): string[] {
  return parseConfigFiles([{ path: 'a.yaml', content }]).findings.map(
    ({ message }) => message,
  );
}

describe('parseConfigFiles', () => {
  it('reads every object, and passes over other YAML', () => {
    const { objects, findings } = parseConfigFiles([
      {
        path: 'a.yaml',
        content:
          'apiVersion: v1\nkind: Service\nmetadata: { name: a, namespace: b }\n---\n- just\n- a list\n---\nrules: [1]\n',
      },
      { path: 'b.yaml', content: 'apiVersion: v1\nkind: Namespace\n' },
    ]);
    expect(findings).toEqual([]);
    expect(objects).toMatchObject([
      { source: 'a.yaml', kind: 'Service', name: 'a', namespace: 'b' },
      { source: 'b.yaml', kind: 'Namespace', name: '', namespace: undefined },
    ]);
  });

  it.each([
    ['brackets that do not end', 'kind: [', /^It is not YAML: /],
    ['an alias of nothing', 'a: &a [x]\nb: *c\n', /Unresolved alias/],
    [
      'aliases that multiply',
      [
        'a: &a [x, x, x, x, x, x, x, x, x, x]',
        ...[...'bcdefgh'].map(
          (name, index) =>
            `${name}: &${name} [${`*${'abcdefg'[index]}, `.repeat(10)}]`,
        ),
      ].join('\n'),
      /alias/,
    ],
    ['a key that stands twice', 'a: 1\nb: { c: 1, c: 2 }', /"c" stands twice/],
    ['depth without end', '['.repeat(20_000), /nested too deeply|not YAML/],
    ['more than a megabyte', `a: ${'x'.repeat(1_000_001)}`, /megabyte/],
  ])('complains of %s', (_, content, message) => {
    expect(complaints(content)).toEqual([expect.stringMatching(message)]);
  });

  it('allows a map to be merged into twice', () => {
    expect(
      complaints('a: &a { x: 1 }\nb: &b { y: 1 }\nc:\n  <<: *a\n  <<: *b\n'),
    ).toEqual([]);
  });

  it('takes no more objects than one service has', () => {
    const { objects, findings } = parseConfigFiles([
      {
        path: 'a.yaml',
        content: 'apiVersion: v1\nkind: Service\n---\n'.repeat(1200),
      },
    ]);
    expect(objects).toHaveLength(1000);
    expect(findings.map(({ message }) => message)).toEqual([
      'With it there are more than 1000 objects.',
    ]);
  });
});
