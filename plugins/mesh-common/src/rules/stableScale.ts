import type { Rule } from './Rule';

export const stableScale: Rule = {
  code: 'MSH313',
  title: 'dynamicStableScale has what it needs',
  severity: 'error',
  why: 'With dynamicStableScale the stable pods go as the canary grows: the Rollouts controller refuses it beside scaleDownDelaySeconds and without traffic routing.',
  mend: 'Remove one of the two fields, or add trafficRouting.',
  docs: 'https://argo-rollouts.readthedocs.io/en/stable/features/specification/',
  check: config =>
    config.ofKind('Rollout').flatMap(about => {
      const { canary } = about.object.spec.strategy;
      const needs = [
        canary?.dynamicStableScale && 'dynamicStableScale',
        canary?.scaleDownDelaySeconds !== undefined && 'scaleDownDelaySeconds',
      ].filter(field => typeof field === 'string');
      if (canary && !canary.trafficRouting) {
        return needs.map(field => ({
          about,
          message: `It sets ${field} without trafficRouting.`,
        }));
      }
      return needs.length === 2
        ? [{ about, message: `It sets both ${needs.join(' and ')}.` }]
        : [];
    }),
};
