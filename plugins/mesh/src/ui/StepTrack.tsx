import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { VisuallyHidden } from '@backstage/ui';
import type {
  ArgoCanaryDelivery,
  DeliveryStep,
} from '@meshway/plugin-mesh-common';
import {
  RiCheckLine,
  RiCloseLine,
  RiExpandUpDownLine,
  RiFlaskLine,
  RiMicroscopeLine,
  RiPauseLine,
  RiPercentLine,
  RiPlugLine,
  RiRouteLine,
} from '@remixicon/react';
import { useNow } from '../hooks/useNow';
import { meshTranslationRef } from '../translation';
import { formatPercent } from './formatNumber';
import styles from './StepTrack.module.css';
import { useDurationText } from './useDurationText';

/** The steps of a canary in order: done, current with its pause, and to come. */
export function StepTrack(props: {
  steps: DeliveryStep[];
  pause?: ArgoCanaryDelivery['pause'];
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <ol className={styles.track} aria-label={t('delivery.steps')}>
      {props.steps.map(step => (
        <Step
          key={step.index}
          step={step}
          pause={step.state === 'current' ? props.pause : undefined}
        />
      ))}
    </ol>
  );
}

function Step(props: {
  step: DeliveryStep;
  pause?: ArgoCanaryDelivery['pause'];
}) {
  const { step, pause } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const durationText = useDurationText();
  const { action } = step;

  let label: string;
  let marker = null;
  switch (action.kind) {
    case 'setWeight':
      label = t('delivery.stepWeight', {
        weight: formatPercent(action.weight),
      });
      marker = <RiPercentLine />;
      break;
    case 'pause':
      label =
        action.durationSeconds === undefined
          ? t('delivery.stepPause')
          : t('delivery.stepTimedPause', {
              // A step's length is exact: 90 s, not 1 min.
              duration:
                action.durationSeconds % 60 === 0
                  ? durationText(action.durationSeconds * 1000)
                  : t('time.seconds', {
                      value: String(action.durationSeconds),
                    }),
            });
      marker = <RiPauseLine />;
      break;
    case 'analysis':
      label = t('delivery.stepAnalysis');
      marker = <RiMicroscopeLine />;
      break;
    case 'experiment':
      label = t('delivery.stepExperiment');
      marker = <RiFlaskLine />;
      break;
    case 'setCanaryScale':
      label = t('delivery.stepScale');
      marker = <RiExpandUpDownLine />;
      break;
    case 'setHeaderRoute':
      label = t('delivery.stepHeaderRoute');
      marker = <RiRouteLine />;
      break;
    case 'setMirrorRoute':
      label = t('delivery.stepMirrorRoute');
      marker = <RiRouteLine />;
      break;
    default:
      label = action.name;
      marker = <RiPlugLine />;
  }
  if (step.state === 'done') marker = <RiCheckLine />;
  if (step.state === 'failed') marker = <RiCloseLine />;

  const stateText = {
    done: t('delivery.stateDone'),
    current: t('delivery.stateCurrent'),
    failed: t('delivery.stateFailed'),
    upcoming: t('delivery.stateUpcoming'),
  }[step.state];

  return (
    <li
      className={`${styles.step} ${styles[step.state]}`}
      aria-current={step.state === 'current' ? 'step' : undefined}
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
        <span className={styles.detail}>
          {pause && <PauseClock pause={pause} />}
        </span>
      </span>
    </li>
  );
}

function PauseClock(props: {
  pause: NonNullable<ArgoCanaryDelivery['pause']>;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  const durationText = useDurationText();
  const now = useNow();
  const { startedAt, endsAt } = props.pause;
  if (endsAt === undefined) {
    return (
      <>
        {t('delivery.waitsSince', {
          duration: durationText(now - Date.parse(startedAt)),
        })}
      </>
    );
  }
  const left = Math.ceil((Date.parse(endsAt) - now) / 1000);
  if (left <= 0) return <>{t('delivery.countdownOver')}</>;
  return (
    <span role="timer">{t('delivery.countdown', { left: clock(left) })}</span>
  );
}

/** Seconds as `m:ss` or `h:mm:ss`. */
function clock(seconds: number): string {
  const parts = [Math.floor((seconds % 3600) / 60), seconds % 60];
  if (seconds >= 3600) parts.unshift(Math.floor(seconds / 3600));
  return parts
    .map((part, index) => (index === 0 ? part : String(part).padStart(2, '0')))
    .join(':');
}
