import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { AnalysisMetric } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../../translation';

const JUDGEMENTS = ['successful', 'failed', 'inconclusive', 'error'] as const;

/** Returns a function that says how often a metric was judged how, and how much of it is forgiven. */
export function useMetricCounts(): (metric: AnalysisMetric) => string[] {
  const { t } = useTranslationRef(meshTranslationRef);
  return ({ counts, count, failureLimit, inconclusiveLimit }) => [
    ...JUDGEMENTS.filter(judgement => counts[judgement] > 0).map(judgement =>
      t(`analysis.counted.${judgement}`, {
        number: String(counts[judgement]),
      }),
    ),
    ...(count === undefined ? [] : [t('analysis.planned', { number: count })]),
    ...(failureLimit === undefined
      ? []
      : [t('analysis.forgiven', { number: failureLimit })]),
    ...(inconclusiveLimit === undefined
      ? []
      : [t('analysis.unclearForgiven', { number: inconclusiveLimit })]),
  ];
}
