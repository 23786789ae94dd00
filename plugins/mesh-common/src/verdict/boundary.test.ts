import { boundary } from './boundary';

describe('boundary', () => {
  it('is the normal mixture for 2.5 %, lowest at about 500', () => {
    // ρ² = (7.3778 + ln 7.3778 + 1) / 500 = 0.0207525; at n = 500: √((1 + 1/10.376) · (ln 11.376 + 7.3778)).
    expect(boundary(1000, 1000)).toBeCloseTo(3.2796, 3);
    expect(boundary(1000, 1000)).toBeLessThan(boundary(600, 600));
    expect(boundary(1000, 1000)).toBeLessThan(boundary(2000, 2000));
  });

  it('asks more of few requests, and of very many', () => {
    // n = 50: ρ²n = 1.03763.
    expect(boundary(100, 100)).toBeCloseTo(3.9857, 3);
    expect(boundary(1e9, 1e9)).toBeCloseTo(4.8511, 3);
  });

  it('counts the smaller of the two more', () => {
    expect(boundary(100, 1e9)).toBeCloseTo(boundary(200, 200), 5);
    expect(boundary(1e9, 100)).toBeCloseTo(boundary(200, 200), 5);
  });
});
