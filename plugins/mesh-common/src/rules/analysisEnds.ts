import { analysisTemplate } from './objects/analysisTemplate';
import type { Rule } from './Rule';

export const analysisEnds: Rule = {
  code: 'MSH322',
  title: 'An analysis that a step waits for ends',
  severity: 'error',
  why: 'A metric with an interval and no count is measured for ever: the Rollouts controller refuses it in a step, and before and after a promotion.',
  mend: 'Add a count to the metric, or use the template in the background analysis.',
  docs: 'https://argo-rollouts.readthedocs.io/en/stable/features/analysis/',
  only: 'files',
  check: config =>
    config.ofKind('Rollout').flatMap(about => {
      const { canary, blueGreen } = about.object.spec.strategy;
      const awaited = [
        ...(canary?.steps.map(({ analysis }) => analysis) ?? []),
        blueGreen?.prePromotionAnalysis,
        blueGreen?.postPromotionAnalysis,
      ].flatMap(analysis => analysis?.templates ?? []);
      return config
        .foreign('AnalysisTemplate', analysisTemplate)
        .filter(
          ({ ref }) =>
            ref.namespace === about.ref.namespace &&
            awaited.some(({ templateName }) => templateName === ref.name),
        )
        .flatMap(({ ref, object }) =>
          object.spec.metrics
            .filter(({ interval, count }) => interval && !count)
            .map(({ name }) => ({
              about,
              message: `It waits for AnalysisTemplate "${ref.name}", whose metric "${name}" has an interval and no count.`,
            })),
        );
    }),
};
