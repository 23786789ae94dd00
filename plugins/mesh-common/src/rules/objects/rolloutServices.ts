import type { Rollout } from '../../kubernetes';

/** The Services by which a Rollout tells its two versions apart, in the words of its spec. */
export function servicePairsOf({
  spec,
}: Rollout): { fields: [string, string]; names: [string, string] }[] {
  const { canary, blueGreen } = spec.strategy;
  const pairs: ReturnType<typeof servicePairsOf> = [
    {
      fields: ['canaryService', 'stableService'],
      names: [canary?.canaryService ?? '', canary?.stableService ?? ''],
    },
    {
      fields: ['pingService', 'pongService'],
      names: [
        canary?.pingPong?.pingService ?? '',
        canary?.pingPong?.pongService ?? '',
      ],
    },
    {
      fields: ['activeService', 'previewService'],
      names: [blueGreen?.activeService ?? '', blueGreen?.previewService ?? ''],
    },
  ];
  return pairs.filter(({ names }) => names.some(name => name !== ''));
}

/** Whether its canary is told by Services instead of subsets (`requireCanaryStableServices` of the controller). */
export function isHostLevel({ spec }: Rollout): boolean {
  const { canary } = spec.strategy;
  const istio = canary?.trafficRouting?.istio;
  return istio !== undefined && !istio.destinationRule && !canary?.pingPong;
}
