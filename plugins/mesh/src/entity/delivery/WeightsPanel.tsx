import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Weights } from '@meshway/plugin-mesh-common';
import { RiCheckLine, RiErrorWarningLine, RiTimerLine } from '@remixicon/react';
import { ReactNode } from 'react';
import { meshTranslationRef } from '../../translation';
import { formatCount, formatPercent } from '../../ui/formatNumber';
import { StatusChip } from '../../ui/StatusChip';
import { WeightBar } from '../../ui/WeightBar';
import styles from './WeightsPanel.module.css';

/** Desired, written and measured canary share as one bar and three numbers, and drift in words. */
export function WeightsPanel(props: {
  weights: Weights;
  /** Set when people move the weights: how many versions share the route. */
  versionsByHand?: number;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  const { versionsByHand = 0 } = props;
  const { desired, written, measured, drift } = props.weights;
  const percent = (value: number) =>
    t('number.percent', { value: formatPercent(value) });
  const comparable = written !== undefined && measured !== undefined;

  return (
    <div className={styles.panel}>
      <div className={styles.head}>
        <h4 className={styles.title}>
          {versionsByHand > 2 ? t('weights.titleOfTwo') : t('weights.title')}
        </h4>
        {drift.length === 0 && comparable && measured.settled && (
          <StatusChip tone="positive" icon={<RiCheckLine />}>
            {t('weights.agree')}
          </StatusChip>
        )}
        {drift.length === 0 && comparable && !measured.settled && (
          <StatusChip tone="neutral" icon={<RiTimerLine />}>
            {t('weights.settling')}
          </StatusChip>
        )}
        {drift.length > 0 && (
          <StatusChip tone="warning" icon={<RiErrorWarningLine />}>
            {t('weights.drift')}
          </StatusChip>
        )}
      </div>
      <WeightBar weights={props.weights} />
      <dl className={styles.numbers}>
        <Weight
          mark={<span className={styles.desiredMark} />}
          name={t('weights.desired')}
          value={percent(desired)}
          hint={
            versionsByHand > 0
              ? t('weights.desiredByHand')
              : t('weights.desiredHint')
          }
        />
        <Weight
          mark={<span className={styles.writtenMark} />}
          name={t('weights.written')}
          value={written === undefined ? t('number.none') : percent(written)}
          hint={
            written === undefined
              ? t('weights.writtenMissing')
              : t('weights.writtenHint')
          }
        />
        <Weight
          mark={<span className={styles.measuredMark} />}
          name={t('weights.measured')}
          value={
            measured === undefined
              ? t('number.none')
              : t('number.percent', { value: measured.percent.toFixed(1) })
          }
          hint={
            measured === undefined
              ? t('weights.measuredMissing')
              : t('weights.measuredHint', {
                  low: measured.low.toFixed(1),
                  high: measured.high.toFixed(1),
                  count: measured.requests,
                  formatted: formatCount(measured.requests),
                })
          }
        />
      </dl>
      {drift.length > 0 && (
        <ul className={styles.drift}>
          {drift.map(sentence => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Weight(props: {
  mark: ReactNode;
  name: string;
  value: string;
  hint: string;
}) {
  return (
    <div className={styles.weight}>
      <dt>
        {props.mark}
        {props.name}
      </dt>
      <dd className={styles.value}>{props.value}</dd>
      <dd className={styles.hint}>{props.hint}</dd>
    </div>
  );
}
