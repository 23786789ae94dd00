import { count, duration, points } from './words';

describe('words', () => {
  it.each([
    [0, '0'],
    [999.4, '999'],
    [2013, '2,013'],
    [1234567, '1,234,567'],
    [1e12, '1,000,000,000,000'],
  ])('counts %d as %s', (value, text) => {
    expect(count(value)).toBe(text);
  });

  it.each([
    [0.25, '0.3 ms'],
    [0.099, '0.099 ms'],
    [0.1, '0.1 ms'],
    [9.94, '9.9 ms'],
    [9.96, '10 ms'],
    [10.4, '10 ms'],
    [180.2, '180 ms'],
    [999.9, '1000 ms'],
    [1000, '1 s'],
    [1240, '1.2 s'],
    [3600000, '3600 s'],
  ])('says %d milliseconds as %s', (value, text) => {
    expect(duration(value)).toBe(text);
  });

  it.each([
    [0.0312, 0.0541, '3.1 to 5.4 points'],
    [-0.1234, 0.00017, '-12 to 0.017 points'],
    [-0.000004, 0.000005, '0 to 0.0005 points'],
    [-0.0994, 0.0996, '-9.9 to 10 points'],
  ])('says the interval from %d to %d as %s', (low, high, text) => {
    expect(points(low, high)).toBe(text);
  });
});
