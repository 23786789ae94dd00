import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { VisuallyHidden } from '@backstage/ui';
import type { DeliveryPause, DeliveryStep } from '@meshway/plugin-mesh-common';
import { RiCheckLine, RiCloseLine, RiSkipForwardLine } from '@remixicon/react';
import { meshTranslationRef } from '../translation';
import { formatPercent } from './formatNumber';
import { PauseClock } from './PauseClock';
import { stepIcons } from './stepIcons';
import styles from './StepTrack.module.css';
import { useStepWords } from './useStepWords';

/** What a full promote goes past. */
const SKIPPABLE: readonly string[] = ['pause', 'analysis', 'experiment'];

/** The steps of a canary in order: done, current with its pause, failed, skipped and to come. */
export function StepTrack(props: {
  steps: DeliveryStep[];
  pause?: DeliveryPause;
  /** Whether a full promote is under way. */
  promotesFully?: boolean;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <ol className={styles.track} aria-label={t('delivery.steps')}>
      {props.steps.map(step => (
        <Step
          key={step.index}
          step={step}
          state={stateOf(step, props.promotesFully ?? false)}
          pause={step.state === 'current' ? props.pause : undefined}
        />
      ))}
    </ol>
  );
}

function stateOf(
  { state, action }: DeliveryStep,
  promotesFully: boolean,
): DeliveryStep['state'] | 'skipped' {
  const isOver = state === 'done' || state === 'failed';
  return promotesFully && !isOver && SKIPPABLE.includes(action.kind)
    ? 'skipped'
    : state;
}

function Step(props: {
  step: DeliveryStep;
  state: DeliveryStep['state'] | 'skipped';
  pause?: DeliveryPause;
}) {
  const { state, pause } = props;
  const { action } = props.step;
  const { t } = useTranslationRef(meshTranslationRef);
  const { label, detail } = useStepWords()(action);
  let marker = stepIcons[action.kind];
  if (state === 'done') marker = <RiCheckLine />;
  if (state === 'failed') marker = <RiCloseLine />;
  if (state === 'skipped') marker = <RiSkipForwardLine />;
  const stateText = {
    done: t('delivery.stateDone'),
    current: t('delivery.stateCurrent'),
    failed: t('delivery.stateFailed'),
    upcoming: t('delivery.stateUpcoming'),
    skipped: t('delivery.stateSkipped'),
  }[state];
  return (
    <li
      className={`${styles.step} ${styles[state]}`}
      aria-current={state === 'current' ? 'step' : undefined}
    >
      <span className={styles.marker} aria-hidden="true">
        {marker}
      </span>
      <span className={styles.words}>
        <span className={styles.label}>
          {action.kind === 'setWeight' ? (
            <>
              <VisuallyHidden>
                {t('delivery.stepWeightWords', {
                  weight: formatPercent(action.weight),
                })}
              </VisuallyHidden>
              <span aria-hidden="true">{label}</span>
            </>
          ) : (
            label
          )}
          <VisuallyHidden>, {stateText}</VisuallyHidden>
        </span>
        {detail !== undefined && (
          <span className={styles.detail}>{detail}</span>
        )}
        {pause && state === 'current' && (
          <span className={styles.clock}>
            <PauseClock pause={pause} />
          </span>
        )}
        {(state === 'skipped' || state === 'failed') && (
          <span className={styles.clock} aria-hidden="true">
            {stateText}
          </span>
        )}
      </span>
    </li>
  );
}
