import { analysisTemplate } from './objects/analysisTemplate';
import type { Rule } from './Rule';

/** Providers that judge for themselves. */
const JUDGES = ['job', 'kayenta'];

export const analysisConditions: Rule = {
  code: 'MSH321',
  title: 'A metric of an analysis can fail',
  severity: 'warning',
  why: 'Without a condition the Rollouts controller takes every measurement for a success (EvaluateResult in utils/evaluate): the analysis stops no release.',
  mend: 'Add a successCondition or a failureCondition.',
  docs: 'https://argo-rollouts.readthedocs.io/en/stable/features/analysis/',
  only: 'files',
  check: config =>
    config.foreign('AnalysisTemplate', analysisTemplate).flatMap(about =>
      about.object.spec.metrics
        .filter(
          ({ successCondition, failureCondition, provider }) =>
            !successCondition &&
            !failureCondition &&
            !JUDGES.some(judge => Object.hasOwn(provider, judge)),
        )
        .map(({ name }) => ({
          about,
          message: `Its metric "${name}" has neither successCondition nor failureCondition.`,
        })),
    ),
};
