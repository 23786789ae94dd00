import { missingLabels } from './objects/fits';
import type { Rule } from './Rule';

export const rolloutSelector: Rule = {
  code: 'MSH305',
  title: 'A Rollout selects its own pods',
  severity: 'error',
  why: 'The Rollouts controller refuses a Rollout whose selector does not fit its pod template.',
  mend: 'Let every label of spec.selector.matchLabels stand on the pod template with the same value.',
  docs: 'https://argo-rollouts.readthedocs.io/en/stable/features/specification/',
  check: config =>
    config.ofKind('Rollout').flatMap(about => {
      const { template, selector } = about.object.spec;
      if (!template) return [];
      const wanted = selector?.matchLabels ?? {};
      const missing =
        Object.keys(wanted).length === 0
          ? ['any label']
          : missingLabels(wanted, template.metadata?.labels ?? {});
      return missing.length === 0
        ? []
        : [
            {
              about,
              message: `Its selector wants ${missing.join(
                ', ',
              )}, which its pods do not have.`,
            },
          ];
    }),
};
