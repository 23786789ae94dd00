import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Cell, ColumnConfig } from '@backstage/ui';
import type { Revision } from '@meshway/plugin-mesh-common';
import { useMemo } from 'react';
import { meshTranslationRef } from '../../translation';
import { formatCount, formatRate, formatShare } from '../../ui/formatNumber';
import { useDurationText } from '../../ui/useDurationText';
import { PodList } from './PodList';
import { RevisionRoleChip } from './RevisionRoleChip';
import styles from './RevisionsCard.module.css';

/** One row of the revisions table. */
export interface RevisionRow {
  id: string;
  revision: Revision;
  /** Milliseconds since the epoch. */
  now: number;
}

/** The columns of the revisions table, of fixed width so that a refresh moves nothing. */
export function useRevisionColumns(): ColumnConfig<RevisionRow>[] {
  const { t } = useTranslationRef(meshTranslationRef);
  const durationText = useDurationText();
  return useMemo(
    () => [
      {
        id: 'revision',
        label: t('revisions.revision'),
        isRowHeader: true,
        minWidth: 115,
        defaultWidth: '1.2fr',
        cell: ({ revision }) => (
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
            </div>
          </Cell>
        ),
      },
      {
        id: 'images',
        label: t('revisions.images'),
        minWidth: 140,
        defaultWidth: '2fr',
        cell: ({ revision }) => (
          <Cell className={styles.cell}>
            <ul className={styles.images}>
              {revision.images.map(image => (
                <li key={image}>{image}</li>
              ))}
            </ul>
          </Cell>
        ),
      },
      {
        id: 'age',
        label: t('revisions.age'),
        defaultWidth: 80,
        minWidth: 80,
        cell: ({ revision, now }) => (
          <Cell className={styles.cell}>
            {revision.createdAt === undefined
              ? t('time.unknown')
              : durationText(now - Date.parse(revision.createdAt))}
          </Cell>
        ),
      },
      {
        id: 'pods',
        label: t('revisions.pods'),
        minWidth: 185,
        defaultWidth: '2.8fr',
        cell: ({ revision }) => (
          <Cell className={styles.cell}>
            <PodList revision={revision} />
          </Cell>
        ),
      },
      {
        id: 'requests',
        label: t('revisions.requests'),
        defaultWidth: 92,
        minWidth: 92,
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
        defaultWidth: 118,
        minWidth: 118,
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
    ],
    [t, durationText],
  );
}
