/**
 * How long a reflector waits for what, in milliseconds.
 */
export interface ReflectorTiming {
  /** Without a byte for so long, a list is dead. */
  idleMs: number;
  /** How much later than asked for a watch may end before it counts as dead. */
  graceMs: number;
  firstBackoffMs: number;
  maxBackoffMs: number;
  /** Until a kind that the cluster does not have is asked for again. */
  absentMs: number;
}

export const DEFAULT_REFLECTOR_TIMING: ReflectorTiming = {
  idleMs: 60_000,
  graceMs: 2500,
  firstBackoffMs: 500,
  maxBackoffMs: 30_000,
  absentMs: 30_000,
};
