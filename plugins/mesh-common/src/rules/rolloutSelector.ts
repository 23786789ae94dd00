import type { Rule } from './Rule';

export const rolloutSelector: Rule = {
  code: 'MSH305',
  title: 'A Rollout selects its own pods',
  severity: 'error',
  why: 'The Rollouts controller refuses a Rollout whose selector does not fit its pod template.',
  mend: 'Let every label of spec.selector.matchLabels stand on the pod template with the same value.',
  check: config =>
    config.ofKind('Rollout').flatMap(({ label, object: { spec } }) => {
      if (!spec.template) return [];
      const labels = spec.template.metadata?.labels ?? {};
      const wanted = Object.entries(spec.selector?.matchLabels ?? {});
      const missing = wanted
        .filter(([key, value]) => labels[key] !== value)
        .map(([key, value]) => `${key}=${value}`);
      if (wanted.length === 0) missing.push('any label');
      return missing.length === 0
        ? []
        : [
            {
              object: label,
              message: `Its selector wants ${missing.join(
                ', ',
              )}, which its pods do not have.`,
            },
          ];
    }),
};
