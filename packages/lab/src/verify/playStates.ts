import type { Lab } from '../lab.ts';
import { ClusterApi } from '../ClusterApi.ts';
import { RolloutStage } from './RolloutStage.ts';
import type { RolloutState } from './states/index.ts';

/** Several at once, because most of the time is spent waiting for the controller. */
const AT_ONCE = 8;

type Look<T> = (state: RolloutState, stage: RolloutStage) => Promise<T>;

/**
 * Brings the real controller into each state, and lets `look` at it while it stands there.
 *
 * @returns what was seen, or the Error that kept it from being seen, in the order of the states.
 */
export async function playStates<T>(
  lab: Lab,
  states: readonly RolloutState[],
  look: Look<T>,
): Promise<(T | Error)[]> {
  const access = await lab.prepare();
  const api = new ClusterApi(access);
  const seen = new Map<RolloutState, T | Error>();
  const stages = new Map(
    states.map(state => [
      state,
      new RolloutStage({
        lab,
        access,
        api,
        namespace: `verify-${state.name}`,
      }),
    ]),
  );
  // What goes wrong in one state is the result of that state.
  const attempt = async (
    state: RolloutState,
    act: (stage: RolloutStage) => Promise<T | void>,
  ) => {
    try {
      const result = await act(stages.get(state)!);
      if (result !== undefined) seen.set(state, result);
    } catch (error) {
      seen.set(state, error as Error);
    }
  };

  const silent = states.filter(({ whileSilent }) => whileSilent);
  const others = states.filter(({ whileSilent }) => !whileSilent);
  try {
    await eachOf(others, async state => {
      await attempt(state, async stage => {
        await state.reach(stage);
        await stage.settle();
        return await look(state, stage);
      });
      await stages.get(state)!.remove();
    });
    await eachOf(silent, state => attempt(state, state.reach));
    if (silent.length > 0) lab.chaos('pause', 'rollouts');
    try {
      await eachOf(silent, async state => {
        if (seen.has(state)) return;
        await attempt(state, async stage => {
          await state.whileSilent!(stage);
          return await look(state, stage);
        });
      });
    } finally {
      if (silent.length > 0) lab.chaos('resume', 'rollouts');
    }
  } finally {
    await eachOf(silent, state => stages.get(state)!.remove());
    api.close();
  }
  return states.map(state => seen.get(state)!);
}

async function eachOf(
  states: readonly RolloutState[],
  act: (state: RolloutState) => Promise<void>,
): Promise<void> {
  const waiting = [...states];
  const work = async () => {
    for (let state = waiting.shift(); state; state = waiting.shift()) {
      await act(state);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
}
