import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { SAMPLES } from './__fixtures__/istioSamples';
import { RULES } from './RULES';
import { rulesPage } from './rulesPage';

describe('docs/rules.md', () => {
  it('is what the rules say; `npm run docs:rules` writes it anew', () => {
    const file = resolve(__dirname, '../../../../docs/rules.md');
    expect(readFileSync(file, 'utf8')).toBe(rulesPage(RULES, SAMPLES));
  });
});
