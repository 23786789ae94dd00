import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  NumberField,
  Select,
  ToggleButton,
  ToggleButtonGroup,
} from '@backstage/ui';
import type { Delivery, DecisionChoice } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';
import { formatPercent } from '../../ui/formatNumber';
import styles from './ChoiceFields.module.css';

/** What is left to choose of a decision: the revision to go back to, or the weight. Nothing for the others. */
export function ChoiceFields(props: {
  delivery: Delivery;
  choice: DecisionChoice;
  /** The weight that the plan in sight leads to. */
  nextWeight?: number;
  onChoose: (choice: DecisionChoice) => void;
}) {
  const { delivery, choice, nextWeight, onChoose } = props;
  const { t } = useTranslationRef(meshTranslationRef);

  if (delivery.engine === 'argo-rollouts' && choice.verb === 'roll-back') {
    return (
      <Select
        label={t('decide.revision')}
        options={delivery.rollBacks.map(({ hash, version, number }) => ({
          value: hash,
          label: t('decide.revisionOption', {
            version,
            number: String(number),
          }),
        }))}
        selectedKey={choice.revision ?? null}
        onSelectionChange={key =>
          key !== null && onChoose({ verb: 'roll-back', revision: `${key}` })
        }
      />
    );
  }
  if (delivery.engine === 'weighted-routes' && choice.verb === 'shift') {
    const weight = choice.weight ?? nextWeight;
    return (
      <div className={styles.weights}>
        <ToggleButtonGroup
          className={styles.ladder}
          aria-label={t('decide.weight')}
          selectionMode="single"
          selectedKeys={weight === undefined ? [] : [`${weight}`]}
          onSelectionChange={keys => {
            const [chosen] = keys;
            if (chosen !== undefined) {
              onChoose({ verb: 'shift', weight: Number(chosen) });
            }
          }}
        >
          {[...new Set([0, ...delivery.ladder])].map(step => (
            <ToggleButton key={step} id={`${step}`} size="small">
              {t('decide.weightStep', { weight: formatPercent(step) })}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
        <NumberField
          label={t('decide.weightOwn')}
          minValue={0}
          maxValue={100}
          step={1}
          value={weight ?? NaN}
          onChange={chosen => {
            if (Number.isFinite(chosen)) {
              onChoose({ verb: 'shift', weight: chosen });
            }
          }}
        />
      </div>
    );
  }
  return null;
}
