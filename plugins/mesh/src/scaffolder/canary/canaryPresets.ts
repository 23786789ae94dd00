import { MANUAL, type CanaryStepChoice } from './CanaryStepChoice';

/** Steps to start from. */
export const CANARY_PRESETS = {
  cautious: [
    { weight: 5, pause: MANUAL },
    { weight: 10, pause: '10m' },
    { weight: 25, pause: '10m' },
    { weight: 50, pause: '10m' },
  ],
  standard: [
    { weight: 20, pause: MANUAL },
    { weight: 50, pause: '5m' },
    { weight: 80, pause: '5m' },
  ],
  fast: [{ weight: 50, pause: '2m' }],
} as const satisfies Record<string, readonly CanaryStepChoice[]>;

/** The name of a preset. */
export type CanaryPreset = keyof typeof CANARY_PRESETS;

export const CANARY_PRESET_NAMES = Object.keys(
  CANARY_PRESETS,
) as CanaryPreset[];

/** The steps of a preset, to be changed. */
export function stepsOfPreset(
  preset: CanaryPreset,
  weightsOnly: boolean,
): CanaryStepChoice[] {
  return CANARY_PRESETS[preset].map(({ weight, pause }) =>
    weightsOnly ? { weight } : { weight, pause },
  );
}
