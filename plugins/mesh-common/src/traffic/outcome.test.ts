import { callerHungUp, codeOf, failed, neverArrived } from './outcome';

describe('what became of a request', () => {
  it.each([
    ['200', undefined, '-', '200', false],
    ['404', undefined, '-', '404', false],
    ['503', undefined, 'UH', '503', true],
    ['200', '0', '-', '0', false],
    ['200', '14', '-', '14', true],
    ['200', '5', '-', '5', false],
    ['404', '12', '-', '404', true],
    ['503', '14', 'UF', '503', true],
    ['0', undefined, 'UC', '-', true],
    ['0', '14', 'DC', '-', false],
    ['-', undefined, '-', '-', true],
    ['', undefined, undefined, '-', true],
    ['2000', undefined, '-', '-', true],
  ])(
    'status %s, gRPC %s, flags %s is %s, failed: %s',
    (responseCode, grpcStatus, responseFlags, code, isFailure) => {
      const outcome = { responseCode, grpcStatus, responseFlags };
      expect(codeOf(outcome)).toBe(code);
      expect(failed(outcome)).toBe(isFailure);
    },
  );

  it('never arrived when one of the flags says so', () => {
    const by = (responseFlags?: string) =>
      neverArrived({ responseCode: '503', responseFlags });
    expect(['UH', 'UF,URX', 'URX,NR', 'NC', 'UO', 'DF', 'FI'].map(by)).toEqual(
      Array(7).fill(true),
    );
    expect(['-', '', undefined, 'UC', 'URX', 'UHX'].map(by)).toEqual(
      Array(6).fill(false),
    );
  });

  it('was given up by the caller only without a response', () => {
    const by = (responseCode: string, responseFlags: string) =>
      callerHungUp({ responseCode, responseFlags });
    expect([by('0', 'DC'), by('200', 'DC'), by('0', 'UC')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});
