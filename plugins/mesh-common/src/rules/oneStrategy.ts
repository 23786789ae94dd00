import { z } from 'zod';
import type { Rule } from './Rule';

/** The API server drops the field, so only a file can show it. */
const blueGreenRouting = z.object({
  spec: z.object({
    strategy: z.object({
      blueGreen: z.object({ trafficRouting: z.object({}) }),
    }),
  }),
});

export const oneStrategy: Rule = {
  code: 'MSH314',
  title: 'A Rollout has one strategy',
  severity: 'error',
  why: 'The Rollouts controller refuses a Rollout with both canary and blueGreen or with neither; blueGreen has no trafficRouting, so Istio routes written there are ignored.',
  mend: 'Keep one of canary and blueGreen; to move weights in Istio routes, use canary.',
  docs: 'https://argo-rollouts.readthedocs.io/en/stable/features/bluegreen/',
  check: config => {
    const withRouting = config
      .foreign('Rollout', blueGreenRouting)
      .map(({ label }) => label);
    return config.ofKind('Rollout').flatMap(about => {
      if (about.object.unreadable) return [];
      const { canary, blueGreen } = about.object.spec.strategy;
      return [
        canary && blueGreen ? 'It has both canary and blueGreen.' : '',
        canary || blueGreen ? '' : 'It has neither canary nor blueGreen.',
        withRouting.includes(about.label)
          ? 'Its blueGreen has trafficRouting, which nobody reads.'
          : '',
      ]
        .filter(message => message !== '')
        .map(message => ({ about, message }));
    });
  },
};
