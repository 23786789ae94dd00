import fc from 'fast-check';
import { fillTemplate, PLACEHOLDERS, type LinkValues } from './fillTemplate';

const VALUES: LinkValues = {
  cluster: 'eu/1',
  namespace: 'shop',
  service: 'checkout',
  entityRef: 'component:default/checkout',
  from: '1000',
  to: '2000',
};

describe('the address of a link', () => {
  it.each([
    ['https://k/{namespace}/{service}', 'https://k/shop/checkout'],
    [
      'https://k/{cluster}?e={entityRef}',
      'https://k/eu%2F1?e=component%3Adefault%2Fcheckout',
    ],
    ['http://k?from={from}&to={to}', 'http://k?from=1000&to=2000'],
    ['https://k/no-placeholder', 'https://k/no-placeholder'],
  ])('%s becomes %s', (template, url) => {
    expect(fillTemplate(template, VALUES)).toEqual({ url });
  });

  it.each([
    [
      'https://k/{team}',
      { problem: 'unknownPlaceholder', placeholder: 'team' },
    ],
    ['https://k/{}', { problem: 'unknownPlaceholder', placeholder: '' }],
    [
      'https://k/{constructor}',
      { problem: 'unknownPlaceholder', placeholder: 'constructor' },
    ],
    ['https://k/{workload}', { problem: 'noValue', placeholder: 'workload' }],
    ['data:text/html,x', { problem: 'noWebAddress' }],
    ['//k/{service}', { problem: 'noWebAddress' }],
    ['{service}://k', { problem: 'noWebAddress' }],
    ['', { problem: 'noWebAddress' }],
  ])('%s is none', (template, problem) => {
    expect(fillTemplate(template, VALUES)).toEqual(problem);
  });

  it('never leads where a value says', () => {
    const name = fc.constantFrom(...PLACEHOLDERS);
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom('..', '.', '../../x', '@evil.example', '\ud800', '?a#b'),
    );
    const judged = fc.check(
      fc.property(name, value, (placeholder, text) => {
        const filled = fillTemplate(`https://k.example/a/{${placeholder}}/b`, {
          [placeholder]: text,
        });
        if (!('url' in filled)) return true;
        const { origin, pathname, search, hash } = new URL(filled.url);
        return (
          origin === 'https://k.example' &&
          /^\/a\/[^/]+\/b$/.test(pathname) &&
          search + hash === ''
        );
      }),
    );
    expect(judged.counterexample).toBeNull();
  });

  it('is never anything but http and https', () => {
    const judged = fc.check(
      fc.property(fc.string(), fc.string(), (scheme, service) => {
        const filled = fillTemplate(`${scheme}:{service}`, { service });
        return !('url' in filled) || /^\s*https?:/i.test(filled.url);
      }),
    );
    expect(judged.counterexample).toBeNull();
  });
});
