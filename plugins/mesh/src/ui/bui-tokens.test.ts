import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const sources = resolve(__dirname, '..');
const stylesheet = readFileSync(
  resolve(
    require.resolve('@backstage/ui/package.json'),
    '../dist/css/styles.css',
  ),
  'utf8',
);

/** The tokens that the stylesheet of @backstage/ui declares, by whether they stand below its deprecation comment. */
function declaredTokens(): { current: Set<string>; deprecated: Set<string> } {
  const current = new Set<string>();
  const deprecated = new Set<string>();
  for (const [, block] of stylesheet.matchAll(/\{([^{}]*)\}/g)) {
    const [valid, old = ''] = block.split('/* Deprecated tokens */');
    for (const [, token] of valid.matchAll(/(--bui-[\w-]+)\s*:/g)) {
      current.add(token);
    }
    for (const [, token] of old.matchAll(/(--bui-[\w-]+)\s*:/g)) {
      deprecated.add(token);
    }
  }
  return { current, deprecated };
}

const cssFiles = readdirSync(sources, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.css'))
  .sort();

describe('our stylesheets', () => {
  const { current, deprecated } = declaredTokens();

  it('are found, and so are the tokens of @backstage/ui', () => {
    expect(cssFiles.length).toBeGreaterThan(10);
    expect(current).toContain('--bui-positive-bg-subdued');
    expect(deprecated.size).toBeGreaterThan(30);
  });

  it.each(cssFiles)(
    '%s uses only tokens that exist and stay, no colour of its own, in the components layer',
    file => {
      const css = readFileSync(join(sources, file), 'utf8');
      const used = [...css.matchAll(/--bui-[\w-]+/g)].map(([token]) => token);

      expect(used.filter(token => !current.has(token))).toEqual([]);
      expect(used.filter(token => deprecated.has(token))).toEqual([]);
      expect(css).not.toMatch(/#[0-9a-f]{3,8}\b|rgba?\(|hsla?\(|oklch\(/i);
      expect(css).toMatch(/^@layer components \{/);
    },
  );
});
