/** Kiali calls a service degraded by any server error and failing from 10 %; a few in a thousand are no news here. */
const NOTABLE = 0.01;
const FAILING = 0.1;

/** How loud a share of errors is said, 0 to 1. */
export function errorTone(
  share: number | undefined,
): 'neutral' | 'warning' | 'negative' {
  if (share === undefined || share < NOTABLE) return 'neutral';
  return share < FAILING ? 'warning' : 'negative';
}
