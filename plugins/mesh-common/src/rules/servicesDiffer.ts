import { servicePairsOf } from './objects/rolloutServices';
import type { Rule } from './Rule';

export const servicesDiffer: Rule = {
  code: 'MSH311',
  title: 'The two Services of a Rollout differ',
  severity: 'error',
  why: 'The Rollouts controller narrows each of the two Services to one version: it refuses the same Service for both.',
  mend: 'Create a second Service with the same selector, and name it.',
  docs: 'https://argo-rollouts.readthedocs.io/en/stable/features/canary/',
  check: config =>
    config.ofKind('Rollout').flatMap(about =>
      servicePairsOf(about.object)
        .filter(({ names: [first, second] }) => first === second)
        .map(({ fields, names: [name] }) => ({
          about,
          message: `Its ${fields.join(' and ')} are both "${name}".`,
        })),
    ),
};
