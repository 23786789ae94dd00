import { parseObject, type Rollout } from '../kubernetes';
import { rawRollout } from './recordedStates';

const parsed = new Map<string, Rollout>();

/** The Rollout of a recorded state with another spec, status or metadata. */
export function changed(
  state: string,
  change: {
    spec?: Partial<Rollout['spec']>;
    status?: Partial<Rollout['status']>;
    metadata?: Partial<Rollout['metadata']>;
  },
): Rollout {
  const rollout =
    parsed.get(state) ?? parseObject('Rollout', rawRollout(state));
  parsed.set(state, rollout);
  return {
    ...rollout,
    metadata: { ...rollout.metadata, ...change.metadata },
    spec: { ...rollout.spec, ...change.spec },
    status: { ...rollout.status, ...change.status },
  };
}

/** The same with another strategy, in parts. */
export function withStrategy(
  rollout: Rollout,
  parts: Partial<NonNullable<Rollout['spec']['strategy']['canary']>> &
    Partial<NonNullable<Rollout['spec']['strategy']['blueGreen']>>,
): Rollout {
  const { canary, blueGreen } = rollout.spec.strategy;
  return {
    ...rollout,
    spec: {
      ...rollout.spec,
      strategy: {
        canary: canary && { ...canary, ...parts },
        blueGreen: blueGreen && { ...blueGreen, ...parts },
      },
    },
  };
}
