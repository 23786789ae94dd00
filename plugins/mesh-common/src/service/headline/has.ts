import type { ArgoCanaryDelivery, Hold } from '../../model';

/** Whether one of the reasons why a delivery does not move is this one. */
export function has(
  { holds }: Pick<ArgoCanaryDelivery, 'holds'>,
  wanted: Hold['code'],
): boolean {
  return holds.some(({ code }) => code === wanted);
}
