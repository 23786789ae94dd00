import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { DeliveryStep } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';
import { Details } from '../../ui/Details';
import { useStepWords } from '../../ui/useStepWords';
import styles from './DeliveryCard.module.css';

/** All that the track has no room for, where a step has more to say than its kind. */
export function StepList(props: { steps: DeliveryStep[] }) {
  const { t } = useTranslationRef(meshTranslationRef);
  const words = useStepWords();
  const said = props.steps.map(step => ({
    index: step.index,
    ...words(step.action),
  }));
  if (said.every(({ detail }) => detail === undefined)) return null;
  return (
    <Details summary={t('delivery.stepsInWords')}>
      <ol className={styles.stepList}>
        {said.map(({ index, label, detail }) => (
          <li key={index}>
            {detail === undefined
              ? label
              : t('delivery.stepInWords', { label, detail })}
          </li>
        ))}
      </ol>
    </Details>
  );
}
