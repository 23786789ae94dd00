import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Verdict, VerdictResult } from '@meshway/plugin-mesh-common';
import {
  RiArrowDownCircleLine,
  RiArrowUpCircleLine,
  RiEqualLine,
  RiHourglassLine,
} from '@remixicon/react';
import type { ReactElement } from 'react';
import { meshTranslationRef } from '../../../translation';
import {
  formatCount,
  formatMilliseconds,
  formatShare,
} from '../../../ui/formatNumber';
import { Sentence } from '../../../ui/Sentence';
import { StatusChip, type Tone } from '../../../ui/StatusChip';
import { Panel } from '../Panel';
import { DifferenceLine } from './DifferenceLine';
import { RequestsNeeded } from './RequestsNeeded';
import styles from './VerdictPanel.module.css';

const LOOKS: Record<VerdictResult, { tone: Tone; icon: ReactElement }> = {
  better: { tone: 'positive', icon: <RiArrowUpCircleLine /> },
  'no difference': { tone: 'positive', icon: <RiEqualLine /> },
  worse: { tone: 'negative', icon: <RiArrowDownCircleLine /> },
  'not enough data': { tone: 'neutral', icon: <RiHourglassLine /> },
};

/** Whether the canary does better or worse than stable, and the numbers that say so. */
export function VerdictPanel(props: { verdict?: Verdict }) {
  const { verdict } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  if (!verdict) {
    return (
      <Panel title={t('verdict.title')}>
        <p className={styles.none}>{t('verdict.none')}</p>
      </Panel>
    );
  }
  const { result, sentence, errors, latency, minimum } = verdict;
  return (
    <Panel title={t('verdict.title')} aside={<ResultChip result={result} />}>
      <p className={styles.sentence}>
        <Sentence text={sentence} />
      </p>
      {errors && (
        <section className={styles.part} aria-label={t('verdict.errors')}>
          <dl className={styles.sides}>
            <Side
              name={t('verdict.errorsOf.canary')}
              value={t('verdict.ofRequests', {
                share: formatShare(errors.canary.share),
                count: errors.canary.requests,
                formatted: formatCount(errors.canary.requests),
              })}
            />
            <Side
              name={t('verdict.errorsOf.stable')}
              value={t('verdict.ofRequests', {
                share: formatShare(errors.stable.share),
                count: errors.stable.requests,
                formatted: formatCount(errors.stable.requests),
              })}
            />
          </dl>
          <DifferenceLine difference={errors.difference} />
          <RequestsNeeded errors={errors} minimum={minimum} />
        </section>
      )}
      {latency && (
        <section className={styles.part} aria-label={t('verdict.latency')}>
          <dl className={styles.sides}>
            {(['canary', 'stable'] as const).map(side => (
              <Side
                key={side}
                name={t(`verdict.latencyOf.${side}`)}
                value={t('verdict.quantiles', {
                  p50: formatMilliseconds(latency[side].p50),
                  p95: formatMilliseconds(latency[side].p95),
                })}
              />
            ))}
          </dl>
          <p className={styles.hint}>
            {t('verdict.slower', {
              share: String(Math.round(100 * latency.slower)),
            })}
          </p>
        </section>
      )}
    </Panel>
  );
}

function ResultChip(props: { result: VerdictResult }) {
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <StatusChip {...LOOKS[props.result]}>
      {t(`verdict.result.${props.result}`)}
    </StatusChip>
  );
}

function Side(props: { name: string; value: string }) {
  return (
    <div>
      <dt className={styles.hint}>{props.name}</dt>
      <dd className={styles.value}>{props.value}</dd>
    </div>
  );
}
