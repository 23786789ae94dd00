import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { meshTranslationRef } from '../../translation';
import { useDurationText } from '../../ui/useDurationText';
import { MANUAL, type CanaryStepChoice } from './CanaryStepChoice';
import { isTimed, secondsOf } from './canaryProblems';
import { canaryTotal } from './canaryTotal';

/** The steps of a release in words. */
export function useCanaryWords(weightsOnly: boolean): {
  /** `20 % until somebody decides, 50 % for 5 min, then 100 %` */
  course: (steps: readonly CanaryStepChoice[]) => string;
  /** `A release takes at least 10 min, plus 1 decision by a person.` */
  total: (steps: readonly CanaryStepChoice[]) => string;
  /** Below a column of the chart. */
  label: (step: CanaryStepChoice) => string;
} {
  const { t } = useTranslationRef(meshTranslationRef);
  const durationText = useDurationText();
  const timeOf = (pause: string) => {
    const seconds = secondsOf(pause);
    return seconds === undefined ? pause : durationText(seconds * 1000);
  };
  const pauseWords = ({ pause }: CanaryStepChoice) => {
    if (weightsOnly) return t('wizardCanary.chartMoved');
    if (pause === MANUAL) return t('wizardCanary.chartManual');
    return isTimed(pause)
      ? t('wizardCanary.chartTimed', { duration: timeOf(pause) })
      : t('wizardCanary.chartNone');
  };
  return {
    course: steps =>
      [
        ...steps.map(step =>
          t('wizardCanary.chartStep', {
            weight: String(step.weight),
            pause: pauseWords(step),
          }),
        ),
        ...(steps.at(-1)?.weight === 100 ? [] : [t('wizardCanary.chartEnd')]),
      ].join(', '),
    total: steps => {
      if (weightsOnly) {
        return t('wizardCanary.moves', { count: steps.length });
      }
      const { seconds, decisions } = canaryTotal(steps);
      const time =
        seconds > 0
          ? t('wizardCanary.total', { duration: durationText(seconds * 1000) })
          : t('wizardCanary.totalNoTime');
      return (
        time +
        (decisions > 0
          ? t('wizardCanary.decisions', { count: decisions })
          : t('wizardCanary.noDecision'))
      );
    },
    label: ({ pause }) => {
      if (weightsOnly || pause === MANUAL)
        return t('wizardCanary.label.manual');
      return isTimed(pause) ? timeOf(pause) : t('wizardCanary.label.none');
    },
  };
}
