import type { RolloutStage } from '../RolloutStage.ts';

/** A state that the real controller can be brought into. */
export interface RolloutState {
  /** Also the name of its namespace and of its recording. */
  readonly name: string;
  /** What it is, in one sentence. */
  readonly what: string;
  /** Brings an empty namespace into the state. */
  readonly reach: (stage: RolloutStage) => Promise<void>;
  /** What then happens while the controller is stopped, so that it cannot react. */
  readonly whileSilent?: (stage: RolloutStage) => Promise<void>;
}
