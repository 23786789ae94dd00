import type { ServiceView } from '@meshway/plugin-mesh-common';
import { noticesOf, untold, type DeliveryMemory } from './noticesOf';
import { RECORDED_STATES, recordedView } from '../testing/recordedView';

const NOTHING_YET: DeliveryMemory = { known: new Set() };

function at(time: string): Date {
  return new Date(`2026-11-20T${time}Z`);
}

/** Titles of what is told, look after look. */
function told(...looks: [view: ServiceView, now: Date][]): string[][] {
  let memory: DeliveryMemory | undefined = NOTHING_YET;
  return looks.map(([view, now]) => {
    const look = noticesOf(memory, view, now);
    memory = look?.memory ?? memory;
    return (look?.notices ?? []).map(({ title }) => title);
  });
}

describe('what is told of a delivery', () => {
  it.each([
    ['paused-step1-weight20', ['checkout 1.1.0 waits for a decision']],
    ['analysis-inconclusive-paused', ['checkout 1.3.0 waits for a decision']],
    ['bluegreen-preview-paused', ['checkout 1.1.0 waits for a decision']],
    ['aborted-settled', ['The delivery of checkout 1.2.0 was aborted']],
    ['analysis-failed-aborted', ['The delivery of checkout 1.3.0 failed']],
    [
      'progress-deadline-host-level',
      ['The delivery of checkout-canary 1.1.0 failed'],
    ],
    ['healthy-after-canary', ['The delivery of checkout 1.1.0 is done']],
    ['healthy-initial', []],
    ['progressing-canary-not-ready', []],
    ['paused-duration-step3-weight50', []],
  ])('of %s: %j', (state, titles) => {
    expect(told([recordedView(state), at('23:00:00')])).toEqual([titles]);
  });

  it('says where it is and how it does, without marks of code', () => {
    const look = noticesOf(
      NOTHING_YET,
      recordedView('paused-step1-weight20'),
      at('19:40:00'),
    );
    expect(look?.notices).toEqual([
      {
        event: 'waits',
        target: {
          cluster: 'lab',
          kind: 'Rollout',
          namespace: 'shop',
          name: 'checkout',
        },
        occasion: '84bf898985#2 2026-11-20T19:39:18Z',
        title: 'checkout 1.1.0 waits for a decision',
        description:
          'Canary 1.1.0 takes 20 % of the traffic (step 2 of 7) and waits for a decision. (shop/checkout in cluster lab)',
      },
    ]);
  });

  it('is told once, however often it is looked at', () => {
    const view = recordedView('paused-step1-weight20');
    expect(
      told(
        [view, at('19:40:00')],
        [view, at('19:41:00')],
        [recordedView('healthy-after-canary'), at('19:50:00')],
        [recordedView('healthy-after-canary'), at('19:51:00')],
      ),
    ).toEqual([
      ['checkout 1.1.0 waits for a decision'],
      [],
      ['The delivery of checkout 1.1.0 is done'],
      [],
    ]);
  });

  it('tells of the second pause of the same canary, and of an abort after a retry', () => {
    const occasions = [
      recordedView('paused-step1-weight20'),
      recordedView('paused-step5-weight80'),
      recordedView('aborted-settled'),
      recordedView('retried-paused-step1'),
    ].map(
      view => noticesOf(NOTHING_YET, view, at('20:00:00'))!.notices[0].occasion,
    );
    expect(new Set(occasions).size).toBe(4);
  });

  it.each(RECORDED_STATES)('is told once, of %s', state => {
    const view = recordedView(state);
    const [, again] = told([view, at('23:00:00')], [view, at('23:01:00')]);
    expect(again).toEqual([]);
  });

  it('tells again what could not be sent', () => {
    const view = recordedView('paused-step1-weight20');
    const { memory, notices } = noticesOf(NOTHING_YET, view, at('19:40:00'))!;
    const later = noticesOf(untold(memory, notices[0]), view, at('23:00:00'));
    expect(later?.notices).toEqual(notices);
  });
});

describe('the first look after a start', () => {
  const view = recordedView('paused-step1-weight20');

  it('tells what has happened in the last hour', () => {
    expect(noticesOf(undefined, view, at('20:39:00'))?.notices).toHaveLength(1);
  });

  it('leaves out what is older, for good', () => {
    const look = noticesOf(undefined, view, at('20:40:00'))!;
    expect(look.notices).toEqual([]);
    expect(noticesOf(look.memory, view, at('20:41:00'))?.notices).toEqual([]);
  });
});

describe('drift', () => {
  const view = recordedView('weight-overwritten-by-hand');
  const events = (look: ReturnType<typeof noticesOf>) =>
    look?.notices.map(({ event }) => event);

  it('is told once it has lasted for two minutes, with what differs', () => {
    const first = noticesOf(NOTHING_YET, view, at('03:40:00'))!;
    expect(events(first)).toEqual(['waits']);
    expect(first.lookAgainAt).toEqual(at('03:42:00'));
    const early = noticesOf(first.memory, view, at('03:41:59'))!;
    expect(events(early)).toEqual([]);
    const late = noticesOf(early.memory, view, at('03:42:00'))!;
    expect(late.notices).toEqual([
      expect.objectContaining({
        event: 'drifts',
        description: expect.stringContaining(
          'gives the canary 75 %, the step asks for 20 %',
        ),
      }),
    ]);
    expect(late.lookAgainAt).toBeUndefined();
    expect(events(noticesOf(late.memory, view, at('03:50:00')))).toEqual([]);
  });

  it('is not told when it was over in between', () => {
    const straight = recordedView('subset-level-paused');
    let memory = noticesOf(NOTHING_YET, view, at('03:40:00'))!.memory;
    memory = noticesOf(memory, straight, at('03:41:00'))!.memory;
    const again = noticesOf(memory, view, at('03:43:00'));
    expect(events(again)).not.toContain('drifts');
  });
});

describe('nothing is told', () => {
  const now = at('19:40:00');

  it('to an entity that the cluster does not name back', () => {
    const view = recordedView('paused-step1-weight20', { trustCatalog: false });
    expect(view.delivery).toMatchObject({ waitsForDecision: true });
    expect(noticesOf(NOTHING_YET, view, now)).toBeUndefined();
  });

  it('of a cluster that is silent: it may have moved on', () => {
    const view = recordedView('paused-step1-weight20');
    view.freshness.cluster = {
      state: 'stale',
      heardAt: now.toISOString(),
      reason: 'Silent.',
    };
    expect(noticesOf(NOTHING_YET, view, now)).toBeUndefined();
  });

  it('of a service without a delivery', () => {
    const view = recordedView('paused-step1-weight20');
    view.delivery = { engine: 'none', workloads: [], reason: 'None.' };
    expect(noticesOf(NOTHING_YET, view, now)).toBeUndefined();
  });
});
