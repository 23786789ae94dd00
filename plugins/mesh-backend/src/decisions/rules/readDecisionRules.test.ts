import { ConfigReader } from '@backstage/config';
import type { JsonObject } from '@backstage/types';
import { readDecisionRules } from './readDecisionRules';

function read(decisions: JsonObject) {
  return readDecisionRules(new ConfigReader({ decisions }));
}

const WEEKLY = { days: ['fri'], from: '18:00', to: '08:00' };

describe('mesh.decisions', () => {
  it('asks nothing when it is not there', () => {
    expect(readDecisionRules(undefined)).toEqual({
      requireReason: undefined,
      twoPeople: [],
      freezes: [],
      verdictGate: undefined,
    });
  });

  it('is read as it is written', () => {
    expect(
      read({
        requireReason: {},
        verdictGate: { verbs: ['promote'] },
        twoPeople: [
          { entities: ['Component:default/Orders'], expiresAfter: '30m' },
          { namespaces: ['shop'] },
        ],
        freezes: [
          {
            reason: 'Closing.',
            from: '2026-12-24T13:00:00+01:00',
            to: '2026-12-27T00:00',
          },
          {
            reason: 'Weekend.',
            overridable: true,
            clusters: ['east'],
            weekly: { ...WEEKLY, timeZone: 'Europe/Berlin' },
          },
        ],
      }),
    ).toEqual({
      requireReason: {},
      verdictGate: { verbs: ['promote'] },
      twoPeople: [
        { entities: ['component:default/orders'], expiresAfterMs: 1_800_000 },
        { namespaces: ['shop'], expiresAfterMs: 3_600_000 },
      ],
      freezes: [
        {
          reason: 'Closing.',
          overridable: false,
          window: {
            from: new Date('2026-12-24T12:00:00Z'),
            to: new Date('2026-12-27T00:00:00Z'),
          },
        },
        {
          reason: 'Weekend.',
          overridable: true,
          clusters: ['east'],
          window: {
            days: [5],
            from: 1080,
            to: 480,
            timeZone: 'Europe/Berlin',
          },
        },
      ],
    });
  });

  it.each<[string, JsonObject]>([
    [
      'mesh.decisions.requireReason.verbs: destroy is no decision',
      { requireReason: { verbs: ['destroy'] } },
    ],
    [
      'mesh.decisions.twoPeople[0].entities: orders is no full entity reference',
      { twoPeople: [{ entities: ['orders'] }] },
    ],
    [
      'mesh.decisions.twoPeople[0].expiresAfter must be between one minute and 30 days',
      { twoPeople: [{ expiresAfter: { seconds: 59 } }] },
    ],
    [
      'mesh.decisions.twoPeople[0].expiresAfter must be between one minute and 30 days',
      { twoPeople: [{ expiresAfter: { days: 31 } }] },
    ],
    [
      'mesh.decisions.freezes[0] needs either from and to, or weekly',
      { freezes: [{ reason: 'x' }] },
    ],
    [
      'mesh.decisions.freezes[0] needs either from and to, or weekly',
      { freezes: [{ reason: 'x', from: '2026-12-24', weekly: WEEKLY }] },
    ],
    [
      'mesh.decisions.freezes[0].from is no time',
      { freezes: [{ reason: 'x', from: 'soon', to: '2026-12-24' }] },
    ],
    [
      'mesh.decisions.freezes[0].to must be after from',
      { freezes: [{ reason: 'x', from: '2026-12-24', to: '2026-12-24' }] },
    ],
    [
      'mesh.decisions.freezes[0].weekly.days: friday is no day',
      { freezes: [{ reason: 'x', weekly: { ...WEEKLY, days: ['friday'] } }] },
    ],
    [
      'mesh.decisions.freezes[0].weekly.days names no day',
      { freezes: [{ reason: 'x', weekly: { ...WEEKLY, days: [] } }] },
    ],
    [
      'mesh.decisions.freezes[0].weekly.from is no time of day',
      { freezes: [{ reason: 'x', weekly: { ...WEEKLY, from: '24:00' } }] },
    ],
    [
      'mesh.decisions.freezes[0].weekly.timeZone: Mars is no time zone',
      { freezes: [{ reason: 'x', weekly: { ...WEEKLY, timeZone: 'Mars' } }] },
    ],
    ['decisions.freezes[0].reason', { freezes: [{ weekly: WEEKLY }] }],
  ])('stops the start with %s', (message, decisions) => {
    expect(() => read(decisions)).toThrow(message);
  });
});
