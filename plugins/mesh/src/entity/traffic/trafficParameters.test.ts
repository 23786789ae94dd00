import fc from 'fast-check';
import {
  readTrafficParameters,
  REFRESHES,
  WINDOWS,
  writeTrafficParameters,
  type TrafficParameters,
} from './trafficParameters';

const DAY_MS = 86_400_000;

const choices: fc.Arbitrary<TrafficParameters> = fc.record({
  look: fc.constantFrom('graph' as const, 'table' as const),
  window: fc.constantFrom(
    ...(Object.keys(WINDOWS) as TrafficParameters['window'][]),
  ),
  refresh: fc.constantFrom(
    ...(Object.keys(REFRESHES) as TrafficParameters['refresh'][]),
  ),
  range: fc.option(
    fc
      .tuple(
        fc.integer({ min: 1, max: 4e12 }),
        fc.integer({ min: 1, max: 31 * DAY_MS }),
      )
      .map(([from, length]) => ({ from, to: from + length })),
    { nil: undefined },
  ),
});

describe('the choices in the URL', () => {
  it('are read as they were written, beside those of others', () => {
    fc.assert(
      fc.property(choices, choices, (before, chosen) => {
        const others = new URLSearchParams('service=lab/a/b&cluster=lab');
        const query = writeTrafficParameters(
          writeTrafficParameters(others, before),
          chosen,
        );
        expect(readTrafficParameters(query)).toEqual(chosen);
        expect(query.get('service')).toBe('lab/a/b');
        expect(query.get('cluster')).toBe('lab');
      }),
    );
  });

  it('say nothing as long as nothing is chosen', () => {
    const none = new URLSearchParams();
    expect(
      writeTrafficParameters(none, readTrafficParameters(none)).toString(),
    ).toBe('');
  });

  it.each([
    'mesh-window=toString&mesh-view=tree&mesh-refresh=1ms',
    'mesh-from=2026-11-20T12:00:00Z',
    'mesh-from=2026-11-20T12:00:00Z&mesh-to=2026-11-20T12:00:00Z',
    'mesh-from=2026-11-20T12:00:00Z&mesh-to=2027-11-20T12:00:00Z',
    'mesh-from=yesterday&mesh-to=today',
  ])('are as by default where nobody can have meant %s', search => {
    expect(readTrafficParameters(new URLSearchParams(search))).toEqual({
      look: 'graph',
      window: '1h',
      range: undefined,
      refresh: '30s',
    });
  });
});
