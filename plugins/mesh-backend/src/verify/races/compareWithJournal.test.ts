import type { RolloutSeen } from '@meshway/plugin-mesh-common';
import { compareWithJournal, type JournalRow } from './compareWithJournal';
import type { ExternalChange } from './externalChanges';

const SEEN: RolloutSeen = {
  podHash: 'aaa',
  stepIndex: 1,
  pauseStartedAt: '2026-01-01T00:00:00Z',
  weight: 20,
};

function row(options: Partial<JournalRow> = {}): JournalRow {
  return {
    id: '1',
    rollout: 'checkout',
    verb: 'promote',
    state: 'confirmed',
    outcome: '',
    seen: SEEN,
    requests: 1,
    ...options,
  };
}

function change(options: Partial<ExternalChange> = {}): ExternalChange {
  return { rollout: 'checkout', kind: 'promote', seen: SEEN, ...options };
}

describe('the journal beside what happened', () => {
  it('fits when each confirmed row has its change', () => {
    expect(compareWithJournal([row()], [change()])).toEqual([]);
  });

  it('tells of a decision that was lost', () => {
    expect(compareWithJournal([row()], [])).toEqual([
      'decision 1 (promote of checkout) is confirmed, and the promote never happened',
    ]);
  });

  it('tells of a decision that was done twice', () => {
    expect(compareWithJournal([row()], [change(), change()])).toEqual([
      expect.stringMatching(/^promote of checkout at .* happened, and no row/),
    ]);
  });

  it('tells of a change that a row denies', () => {
    const failed = row({
      state: 'failed',
      outcome: 'The promote changed nothing. The update was aborted.',
    });
    expect(compareWithJournal([failed], [])).toEqual([]);
    expect(compareWithJournal([failed], [change()])).toHaveLength(1);
  });

  it('leaves open what a row says was taken back, but not that it is a change of another step', () => {
    const overtaken = row({
      state: 'failed',
      outcome: 'The API server took the promote, and it was taken back.',
    });
    expect(compareWithJournal([overtaken], [])).toEqual([]);
    expect(compareWithJournal([overtaken], [change()])).toEqual([]);
    const elsewhere = change({ seen: { ...SEEN, stepIndex: 3 } });
    expect(compareWithJournal([overtaken], [elsewhere])).toHaveLength(1);
  });

  it('expects two changes of a full promote that resumed first, and one of its first half', () => {
    const resume = change({ kind: 'resume' });
    const full = change({ kind: 'promote-full' });
    const both = row({ verb: 'promote-full', requests: 2 });
    expect(compareWithJournal([both], [resume, full])).toEqual([]);
    expect(compareWithJournal([both], [resume])).toHaveLength(1);
    const half = row({
      ...both,
      state: 'failed',
      outcome:
        'The Rollout was resumed (spec.paused), which was the first half.',
    });
    expect(compareWithJournal([half], [resume])).toEqual([]);
    expect(compareWithJournal([half], [])).toHaveLength(1);
  });

  it('tells of a row that is never settled', () => {
    expect(compareWithJournal([row({ state: 'applied' })], [change()])).toEqual(
      ['decision 1 (promote of checkout) is still applied'],
    );
  });
});
