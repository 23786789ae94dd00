import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Button, VisuallyHidden } from '@backstage/ui';
import type { FieldExtensionComponentProps } from '@backstage/plugin-scaffolder-react';
import { RiAddLine } from '@remixicon/react';
import { useId, useRef, useState } from 'react';
import { meshTranslationRef } from '../../translation';
import { useKeptValue } from '../field/useKeptValue';
import { WizardField } from '../field/WizardField';
import { CanaryChart } from './CanaryChart';
import { CANARY_PRESET_NAMES, stepsOfPreset } from './canaryPresets';
import { canaryProblems, largestWeight } from './canaryProblems';
import { CanaryStepRow } from './CanaryStepRow';
import {
  MANUAL,
  MAX_STEPS,
  readCanarySteps,
  type CanaryStepChoice,
} from './CanaryStepChoice';
import styles from './MeshCanarySteps.module.css';
import { useCanaryWords } from './useCanaryWords';
import { useFollowedFocus } from './useFollowedFocus';
import type { CanaryStepsOptions } from './validateCanarySteps';

/** How the releases of a new service go: shares of the traffic, and what comes between them. */
export function MeshCanarySteps(
  props: FieldExtensionComponentProps<CanaryStepChoice[], CanaryStepsOptions>,
) {
  const { formData, onChange, uiSchema } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const presetsId = useId();
  const isDisabled = Boolean(props.disabled || props.readonly);
  const weightsOnly = uiSchema?.['ui:options']?.weightsOnly === true;
  const list = useRef<HTMLOListElement>(null);
  const focusNext = useFollowedFocus(list);
  const [news, setNews] = useState('');
  const { total } = useCanaryWords(weightsOnly);

  const read = readCanarySteps(formData, weightsOnly);
  // The form makes an empty list of nothing; an empty one is never left here.
  const steps = read.length > 0 ? read : stepsOfPreset('standard', weightsOnly);
  useKeptValue(formData, isDisabled ? undefined : steps, onChange);

  const problems = canaryProblems(steps, weightsOnly);
  const max = String(largestWeight(weightsOnly));
  const problemOf = (index: number, ...keys: string[]) => {
    const found = problems.find(
      problem =>
        'index' in problem &&
        problem.index === index &&
        keys.includes(problem.key),
    );
    return (
      found &&
      t(`wizardCanary.problem.${found.key}`, { number: String(index + 1), max })
    );
  };

  const move = (from: number, to: number) => {
    const moved = [...steps];
    moved.splice(to, 0, ...moved.splice(from, 1));
    focusNext({ index: to, tool: to < from ? 'up' : 'down' });
    setNews(
      t('wizardCanary.moved', { from: String(from + 1), to: String(to + 1) }),
    );
    onChange(moved);
  };
  const remove = (index: number) => {
    focusNext({ index: Math.min(index, steps.length - 2), tool: 'remove' });
    setNews(t('wizardCanary.removed', { number: String(index + 1) }));
    onChange(steps.filter((_, at) => at !== index));
  };

  return (
    <WizardField field={props} title={t('wizardCanary.title')}>
      {!isDisabled && (
        <div
          role="group"
          aria-labelledby={presetsId}
          className={styles.presets}
        >
          <span id={presetsId}>{t('wizardCanary.presets')}</span>
          {CANARY_PRESET_NAMES.map(preset => (
            <Button
              key={preset}
              size="small"
              variant="secondary"
              onPress={() => onChange(stepsOfPreset(preset, weightsOnly))}
            >
              {t(`wizardCanary.preset.${preset}`)}
            </Button>
          ))}
        </div>
      )}
      <ol
        ref={list}
        className={styles.rows}
        aria-label={t('wizardCanary.steps')}
      >
        {steps.map((step, index) => (
          <CanaryStepRow
            // Steps have no identity but their place.
            key={index}
            step={step}
            index={index}
            count={steps.length}
            weightsOnly={weightsOnly}
            isDisabled={isDisabled}
            weightProblem={problemOf(index, 'range', 'order')}
            durationProblem={problemOf(index, 'duration')}
            onChange={next =>
              onChange(steps.map((one, at) => (at === index ? next : one)))
            }
            onMove={to => move(index, to)}
            onRemove={() => remove(index)}
          />
        ))}
      </ol>
      <VisuallyHidden>
        <span role="status">{news}</span>
      </VisuallyHidden>
      {!isDisabled && (
        <Button
          className={styles.add}
          size="small"
          variant="secondary"
          iconStart={<RiAddLine />}
          isDisabled={steps.length >= MAX_STEPS}
          onPress={() => onChange([...steps, nextStep(steps, weightsOnly)])}
        >
          {t('wizardCanary.add')}
        </Button>
      )}
      <p className={styles.total}>{total(steps)}</p>
      <CanaryChart steps={steps} weightsOnly={weightsOnly} />
    </WizardField>
  );
}

/** Half of the way that is left. */
function nextStep(
  steps: readonly CanaryStepChoice[],
  weightsOnly: boolean,
): CanaryStepChoice {
  const last = steps.at(-1)?.weight ?? 0;
  const weight = Math.min(
    largestWeight(weightsOnly),
    Math.max(1, Math.ceil((last + 100) / 2)),
  );
  return weightsOnly ? { weight } : { weight, pause: MANUAL };
}
