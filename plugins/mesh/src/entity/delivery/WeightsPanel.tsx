import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { AstrayDestination, Weights } from '@meshway/plugin-mesh-common';
import { RiCheckLine, RiErrorWarningLine, RiTimerLine } from '@remixicon/react';
import { ReactNode } from 'react';
import { meshTranslationRef } from '../../translation';
import { formatCount, formatPercent } from '../../ui/formatNumber';
import { StatusChip } from '../../ui/StatusChip';
import { WeightBar } from '../../ui/WeightBar';
import { Panel } from './Panel';
import { WarningNote } from './WarningNote';
import styles from './WeightsPanel.module.css';

/** Desired, written and measured canary share as one bar and three numbers, and drift in words. */
export function WeightsPanel(props: {
  weights: Weights;
  /** Set when people move the weights: how many versions share the route. */
  versionsByHand?: number;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  const { versionsByHand = 0 } = props;
  const {
    desired,
    written,
    measured,
    routes,
    astray = [],
    drift,
  } = props.weights;
  const percent = (value: number) =>
    t('number.percent', { value: formatPercent(value) });

  return (
    <Panel
      title={versionsByHand > 2 ? t('weights.titleOfTwo') : t('weights.title')}
      aside={<Agreement weights={props.weights} />}
    >
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
      {routes.length > 1 && (
        <div className={styles.routes}>
          <span className={styles.hint}>{t('weights.routesTitle')}</span>
          <ul className={styles.list}>
            {routes.map(({ where, percent: share }) => (
              <li key={where}>
                {where}: <strong>{percent(share)}</strong>
              </li>
            ))}
          </ul>
        </div>
      )}
      {drift.map(sentence => (
        <WarningNote key={sentence} text={sentence} />
      ))}
      <Astray destinations={astray} />
    </Panel>
  );
}

/** Whether the three agree, as far as that is known. */
function Agreement(props: { weights: Weights }) {
  const { written, measured, drift } = props.weights;
  const { t } = useTranslationRef(meshTranslationRef);
  if (drift.length > 0) {
    return (
      <StatusChip tone="warning" icon={<RiErrorWarningLine />}>
        {t('weights.drift')}
      </StatusChip>
    );
  }
  if (written === undefined || measured === undefined) return null;
  return measured.settled ? (
    <StatusChip tone="positive" icon={<RiCheckLine />}>
      {t('weights.agree')}
    </StatusChip>
  ) : (
    <StatusChip tone="neutral" icon={<RiTimerLine />}>
      {t('weights.settling')}
    </StatusChip>
  );
}

/** Destinations that lead to other pods than their weight is meant for. */
function Astray(props: { destinations: AstrayDestination[] }) {
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <>
      {props.destinations.map(({ role, selects }) => {
        const all =
          role === 'stable'
            ? t('weights.astrayStableAll')
            : t('weights.astrayCanaryAll');
        const one =
          role === 'stable'
            ? t('weights.astrayStable', { hash: `\`${selects}\`` })
            : t('weights.astrayCanary', { hash: `\`${selects}\`` });
        return (
          <WarningNote
            key={`${role} ${selects}`}
            text={selects === undefined ? all : one}
          />
        );
      })}
    </>
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
