import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { StepAction } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../translation';
import { formatPercent } from './formatNumber';
import { useDurationText } from './useDurationText';

/** A step in a word or two, and what else there is to know of it. */
export interface StepWords {
  label: string;
  detail?: string;
}

/** Returns a function that puts what a step does into words. */
export function useStepWords(): (action: StepAction) => StepWords {
  const { t } = useTranslationRef(meshTranslationRef);
  const durationText = useDurationText();
  // A step's length is exact: 90 s, not 1 min.
  const exact = (seconds: number) =>
    seconds % 60 === 0
      ? durationText(seconds * 1000)
      : t('time.seconds', { value: String(seconds) });
  const list = (items: string[]) => items.join(', ') || undefined;

  return action => {
    switch (action.kind) {
      case 'setWeight':
        return {
          label: t('delivery.stepWeight', {
            weight: formatPercent(action.weight),
          }),
        };
      case 'pause':
        return {
          label:
            action.durationSeconds === undefined
              ? t('delivery.stepPause')
              : t('delivery.stepTimedPause', {
                  duration: exact(action.durationSeconds),
                }),
        };
      case 'analysis':
        return {
          label: t('delivery.stepAnalysis'),
          detail: list(action.templates),
        };
      case 'experiment':
        return {
          label: t('delivery.stepExperiment'),
          detail:
            action.durationSeconds === undefined
              ? list(action.templates)
              : t('delivery.stepExperimentFor', {
                  templates: action.templates.join(', '),
                  duration: exact(action.durationSeconds),
                }),
        };
      case 'setCanaryScale':
        return { label: t('delivery.stepScale'), detail: action.scale };
      case 'setHeaderRoute':
        return {
          label: t('delivery.stepHeaderRoute'),
          detail:
            action.match.length === 0
              ? t('delivery.stepRouteGone', { route: action.route })
              : t('delivery.stepHeaderRouteDetail', {
                  route: action.route,
                  match: action.match.join(', '),
                }),
        };
      case 'setMirrorRoute':
        return {
          label: t('delivery.stepMirrorRoute'),
          detail:
            action.percentage === undefined
              ? t('delivery.stepRouteGone', { route: action.route })
              : t('delivery.stepMirrorRouteDetail', {
                  route: action.route,
                  percentage: formatPercent(action.percentage),
                }),
        };
      case 'plugin':
        return { label: t('delivery.stepPlugin'), detail: action.name };
      default:
        return { label: t('delivery.stepUnknown'), detail: action.name };
    }
  };
}
