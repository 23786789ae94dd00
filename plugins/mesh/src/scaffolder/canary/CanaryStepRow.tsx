import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { ButtonIcon, NumberField, Select, TextField } from '@backstage/ui';
import {
  RiArrowDownLine,
  RiArrowUpLine,
  RiDeleteBinLine,
} from '@remixicon/react';
import { meshTranslationRef } from '../../translation';
import { MANUAL, type CanaryStepChoice } from './CanaryStepChoice';
import { isTimed, largestWeight } from './canaryProblems';
import styles from './MeshCanarySteps.module.css';

const PAUSE_KINDS = ['manual', 'timed', 'none'] as const;

/** What a time is until another is typed. */
const USUAL_TIME = '5m';

/** One step of a release to edit, move and remove. */
export function CanaryStepRow(props: {
  step: CanaryStepChoice;
  index: number;
  count: number;
  weightsOnly: boolean;
  isDisabled: boolean;
  /** What is wrong with its share, and with its time. */
  weightProblem?: string;
  durationProblem?: string;
  onChange: (step: CanaryStepChoice) => void;
  onMove: (to: number) => void;
  onRemove: () => void;
}) {
  const { step, index, count, weightsOnly, isDisabled } = props;
  const { weight, pause } = step;
  const { t } = useTranslationRef(meshTranslationRef);
  const number = String(index + 1);
  const kind =
    pause === MANUAL ? 'manual' : (isTimed(pause) && 'timed') || 'none';
  const choosePause = (chosen: unknown) => {
    if (chosen === 'manual') props.onChange({ weight, pause: MANUAL });
    else if (chosen === 'timed') props.onChange({ weight, pause: USUAL_TIME });
    else props.onChange({ weight });
  };
  return (
    <li
      className={styles.row}
      aria-label={t('wizardCanary.step', { number })}
      data-step={index}
    >
      <span className={styles.number} aria-hidden="true">
        {number}
      </span>
      <NumberField
        className={styles.weight}
        label={t('wizardCanary.weight')}
        value={weight}
        minValue={1}
        maxValue={largestWeight(weightsOnly)}
        step={1}
        isDisabled={isDisabled}
        validationBehavior="aria"
        validate={() => props.weightProblem}
        onChange={next => {
          if (Number.isFinite(next)) props.onChange({ ...step, weight: next });
        }}
      />
      {!weightsOnly && (
        <Select
          className={styles.pause}
          label={t('wizardCanary.pause')}
          options={PAUSE_KINDS.map(one => ({
            id: one,
            label: t(`wizardCanary.pauseKind.${one}`),
          }))}
          value={kind}
          isDisabled={isDisabled}
          validationBehavior="aria"
          onChange={choosePause}
        />
      )}
      {!weightsOnly && isTimed(pause) && (
        <TextField
          className={styles.duration}
          size="small"
          label={t('wizardCanary.duration')}
          value={pause}
          isDisabled={isDisabled}
          validationBehavior="aria"
          validate={() => props.durationProblem}
          onChange={next => props.onChange({ weight, pause: next.trim() })}
        />
      )}
      <div className={styles.tools}>
        <ButtonIcon
          size="small"
          variant="tertiary"
          icon={<RiArrowUpLine />}
          aria-label={t('wizardCanary.up', { number })}
          data-tool="up"
          isDisabled={isDisabled || index === 0}
          onPress={() => props.onMove(index - 1)}
        />
        <ButtonIcon
          size="small"
          variant="tertiary"
          icon={<RiArrowDownLine />}
          aria-label={t('wizardCanary.down', { number })}
          data-tool="down"
          isDisabled={isDisabled || index === count - 1}
          onPress={() => props.onMove(index + 1)}
        />
        <ButtonIcon
          size="small"
          variant="tertiary"
          icon={<RiDeleteBinLine />}
          aria-label={t('wizardCanary.remove', { number })}
          data-tool="remove"
          isDisabled={isDisabled || count === 1}
          onPress={props.onRemove}
        />
      </div>
    </li>
  );
}
