import type { Rule } from './Rule';

export const rolloutVirtualServices: Rule = {
  code: 'MSH310',
  title: 'A Rollout names its VirtualServices once',
  severity: 'error',
  why: 'The Rollouts controller refuses a Rollout with both virtualService and virtualServices, and one with neither.',
  mend: 'Keep one of the two: virtualService for one, virtualServices for several.',
  docs: 'https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/istio/',
  check: config =>
    config.ofKind('Rollout').flatMap(about => {
      const istio = about.object.spec.strategy.canary?.trafficRouting?.istio;
      if (!istio) return [];
      const one = istio.virtualService !== undefined;
      const several = (istio.virtualServices ?? []).length > 0;
      return one === several
        ? [
            {
              about,
              message: one
                ? 'It names both virtualService and virtualServices.'
                : 'It names no VirtualService.',
            },
          ]
        : [];
    }),
};
