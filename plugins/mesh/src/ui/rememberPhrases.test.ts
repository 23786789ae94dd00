import { rememberPhrases } from './rememberPhrases';

describe('remembered phrases', () => {
  it('are looked up once for each key and its values', () => {
    const translate = jest.fn(
      (key: string, values?: object) => `${key} ${JSON.stringify(values)}`,
    );
    const t = rememberPhrases(translate);
    const phrases = () => [
      t('rate'),
      t('rate', { value: 1 }),
      t('rate', { value: '1' }),
      t('share', { value: 1 }),
    ];
    const first = phrases();
    expect(phrases()).toEqual(first);
    expect(new Set(first).size).toBe(4);
    expect(translate).toHaveBeenCalledTimes(4);
  });

  it('stay few, whatever changes', () => {
    const translate = jest.fn((_: string, values?: object) =>
      JSON.stringify(values),
    );
    const t = rememberPhrases(translate);
    for (let value = 0; value <= 100; value += 1) t('rate', { value });
    expect(t('rate', { value: 0 })).toBe('{"value":0}');
    expect(translate).toHaveBeenCalledTimes(102);
    expect(t('rate', { value: 100 })).toBe('{"value":100}');
    expect(translate).toHaveBeenCalledTimes(102);
  });
});
