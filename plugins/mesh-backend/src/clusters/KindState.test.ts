import { KindState } from './KindState';

const REASON = 'The account may not list pods.';

describe('what is known of a kind that is refused', () => {
  it('is kept at first, since an API server that has just been started refuses everybody', () => {
    const state = new KindState();
    state.answered('objects');
    for (let times = 0; times < 3; times++) {
      state.refused(REASON);
      expect(state.word).toBe('stale');
      expect(state.reason).toBe(REASON);
      expect(state.isUpToDate).toBe(false);
    }
    state.answered('objects');
    expect(state.word).toBe('live');
    expect(state.reason).toBeUndefined();
    state.refused(REASON);
    expect(state.word).toBe('stale');
  });

  it('is forbidden when that does not end', () => {
    const state = new KindState();
    state.answered('objects');
    for (let times = 0; times < 4; times++) state.refused(REASON);
    expect(state.word).toBe('forbidden');
    expect(state.isUpToDate).toBe(true);
  });

  it('is forbidden at once when nothing of it was ever read', () => {
    const state = new KindState();
    state.refused(REASON);
    expect(state.word).toBe('forbidden');
    expect(state.isAnswered).toBe(true);
  });

  it('is kept after each silence of the cluster anew', () => {
    const state = new KindState();
    state.answered('objects');
    for (let times = 0; times < 3; times++) state.refused(REASON);
    state.interrupt();
    state.refused(REASON);
    expect(state.word).toBe('stale');
  });
});
