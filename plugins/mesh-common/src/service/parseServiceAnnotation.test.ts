import { parseServiceAnnotation } from './parseServiceAnnotation';

describe('parseServiceAnnotation', () => {
  it('reads several services, each once, with spaces', () => {
    expect(parseServiceAnnotation('shop/ui, pay/api ,shop/ui,')).toEqual([
      { namespace: 'shop', name: 'ui' },
      { namespace: 'pay', name: 'api' },
    ]);
  });

  it.each([
    ['', 'is empty'],
    [' , ', 'is empty'],
    ['ui', '"ui", which is not <namespace>/<service>'],
    ['shop/ui/x', '"shop/ui/x", which is not'],
    ['shop/../secrets', 'which is not'],
    ['Shop/ui', 'which is not'],
    [`shop/${'x'.repeat(64)}`, 'which is not'],
    [Array.from({ length: 51 }, (_, i) => `shop/s${i}`).join(), 'at most 50'],
  ])('says what is wrong with "%s"', (value, message) => {
    expect(() => parseServiceAnnotation(value)).toThrow(
      expect.objectContaining({
        name: 'InputError',
        message: expect.stringContaining(message),
      }),
    );
  });
});
