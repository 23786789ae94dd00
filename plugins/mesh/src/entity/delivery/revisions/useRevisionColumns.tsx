import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Cell, ColumnConfig } from '@backstage/ui';
import type { Revision, Signals } from '@meshway/plugin-mesh-common';
import { useMemo } from 'react';
import { meshTranslationRef } from '../../../translation';
import {
  formatCount,
  formatMilliseconds,
  formatRate,
  formatShare,
} from '../../../ui/formatNumber';
import { useDurationText } from '../../../ui/useDurationText';
import { ImageList } from './ImageList';
import { PodList } from './PodList';
import { RevisionRoleChip } from '../RevisionRoleChip';
import styles from './RevisionsCard.module.css';
import { ScaleDown } from './ScaleDown';

/** One row of the revisions table. */
export interface RevisionRow {
  id: string;
  revision: Revision;
  /** Images of what this revision is to replace; undefined for that revision itself. */
  stableImages?: string[];
  /** Milliseconds since the epoch. */
  now: number;
}

/**
 * The columns of the revisions table, of fixed width so that a refresh moves nothing. How a revision does comes
 * first: where there is no room, what stands last is reached by scrolling.
 */
export function useRevisionColumns(): ColumnConfig<RevisionRow>[] {
  const { t } = useTranslationRef(meshTranslationRef);
  const durationText = useDurationText();
  return useMemo(
    () => [
      {
        id: 'revision',
        label: t('revisions.revision'),
        isRowHeader: true,
        minWidth: 114,
        defaultWidth: '1.2fr',
        cell: ({ revision, now }) => (
          <Cell className={styles.cell}>
            <div className={styles.revision}>
              <RevisionRoleChip role={revision.role} />
              <span className={styles.version}>{revision.version}</span>
              {revision.workload !== undefined && (
                <span className={styles.minor}>{revision.workload}</span>
              )}
              {revision.number !== undefined && (
                <span className={styles.minor}>
                  {t('revisions.number', {
                    number: String(revision.number),
                  })}
                </span>
              )}
              {revision.createdAt !== undefined && (
                <span className={styles.minor}>
                  {t('revisions.age', {
                    age: durationText(now - Date.parse(revision.createdAt)),
                  })}
                </span>
              )}
              {revision.pingPong !== undefined && (
                <span className={styles.minor}>
                  {revision.pingPong === 'ping'
                    ? t('revisions.ping')
                    : t('revisions.pong')}
                </span>
              )}
              <span className={styles.minor}>
                <ScaleDown at={revision.scaleDownAt} />
              </span>
            </div>
          </Cell>
        ),
      },
      {
        id: 'requests',
        label: t('revisions.requests'),
        defaultWidth: 104,
        minWidth: 104,
        cell: ({ revision }) => (
          <Cell className={styles.cell}>
            <span className={styles.number}>
              {revision.signals
                ? t('number.rate', {
                    value: formatRate(revision.signals.requestsPerSecond),
                  })
                : t('number.none')}
            </span>
          </Cell>
        ),
      },
      {
        id: 'errors',
        label: t('revisions.errors'),
        defaultWidth: 104,
        minWidth: 104,
        cell: ({ revision }) => (
          <Cell className={styles.cell}>
            <div className={styles.stat}>
              <span className={styles.number}>
                {revision.signals?.errorShare === undefined
                  ? t('number.none')
                  : t('number.percent', {
                      value: formatShare(revision.signals.errorShare),
                    })}
              </span>
              {revision.signals && (
                <span className={styles.minor}>
                  {t('revisions.ofRequests', {
                    count: revision.signals.requests,
                    formatted: formatCount(revision.signals.requests),
                  })}
                </span>
              )}
            </div>
          </Cell>
        ),
      },
      {
        id: 'latency',
        label: t('revisions.latency'),
        defaultWidth: 106,
        minWidth: 106,
        cell: ({ revision }) => (
          <Cell className={styles.cell}>
            <Latency latency={revision.signals?.latency} />
          </Cell>
        ),
      },
      {
        id: 'pods',
        label: t('revisions.pods'),
        minWidth: 172,
        defaultWidth: '2.8fr',
        cell: ({ revision }) => (
          <Cell className={styles.cell}>
            <PodList revision={revision} />
          </Cell>
        ),
      },
      {
        id: 'images',
        label: t('revisions.images'),
        minWidth: 135,
        defaultWidth: '2fr',
        cell: ({ revision, stableImages }) => (
          <Cell className={styles.cell}>
            <ImageList images={revision.images} stable={stableImages} />
          </Cell>
        ),
      },
    ],
    [t, durationText],
  );
}

function Latency(props: { latency: Signals['latency'] }) {
  const { t } = useTranslationRef(meshTranslationRef);
  const { latency } = props;
  if (!latency) return <>{t('number.none')}</>;
  return (
    <dl className={styles.quantiles}>
      {(['p50', 'p95', 'p99'] as const).map(quantile => (
        <div key={quantile}>
          <dt className={styles.minor}>{t(`revisions.${quantile}`)}</dt>
          <dd className={styles.number}>
            {formatMilliseconds(latency[quantile])}
          </dd>
        </div>
      ))}
    </dl>
  );
}
