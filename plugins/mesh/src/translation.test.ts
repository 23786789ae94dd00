import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { meshTranslationRef } from './translation';

/** As `createTranslationRef` keeps them: dotted keys. */
const messages: Record<string, string> = (
  meshTranslationRef as unknown as {
    getDefaultMessages(): Record<string, string>;
  }
).getDefaultMessages();

const sources = readdirSync(__dirname, { recursive: true, encoding: 'utf8' })
  .filter(file => /\.tsx?$/.test(file))
  .filter(file => !/\.test\.|__|[mM]essages\.ts$|translation\.ts$/.test(file))
  .map(file => readFileSync(join(__dirname, file), 'utf8'))
  .join('\n');

/** Keys that stand in the code as they are, and the beginnings of those that are put together there. */
const whole = new Set(
  [...sources.matchAll(/['"`]([a-zA-Z]\w*(?:\.[-\w]+)+)['"`]/g)].map(
    ([, key]) => key,
  ),
);
const beginnings = [
  ...sources.matchAll(/`([a-zA-Z]\w*(?:\.[-\w]+)*\.)\$\{/g),
].map(([, beginning]) => beginning);

describe('the strings of the plugin', () => {
  it('are found', () => {
    expect(Object.keys(messages).length).toBeGreaterThan(100);
    expect(whole.size).toBeGreaterThan(100);
  });

  it('are all used', () => {
    const unused = Object.keys(messages)
      .map(key => key.replace(/_(?:one|other)$/, ''))
      .filter(
        key =>
          !whole.has(key) &&
          !beginnings.some(beginning => key.startsWith(beginning)),
      );
    expect(unused).toEqual([]);
  });
});
