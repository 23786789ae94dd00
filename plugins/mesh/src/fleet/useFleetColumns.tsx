import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import {
  EntityRefLink,
  useEntityRefLink,
} from '@backstage/plugin-catalog-react';
import { Cell, ColumnConfig, Link } from '@backstage/ui';
import type { FleetRow } from '@meshway/plugin-mesh-common';
import { useMemo } from 'react';
import { meshTranslationRef } from '../translation';
import { formatPercent, formatRate, formatShare } from '../ui/formatNumber';
import { PhaseChip } from '../ui/PhaseChip';
import { Sentence } from '../ui/Sentence';
import styles from './FleetTable.module.css';

/** One row of the fleet table. */
export interface FleetTableRow {
  id: string;
  row: FleetRow;
}

/**
 * The columns of the fleet table, of fixed width so that a refresh moves nothing. They fit beside the portal's
 * sidebar in a window of 1024 pixels; where they do not, what stands last is reached by scrolling.
 */
export function useFleetColumns(): ColumnConfig<FleetTableRow>[] {
  const { t } = useTranslationRef(meshTranslationRef);
  const entityLink = useEntityRefLink();
  return useMemo(
    () => [
      {
        id: 'service',
        label: t('fleet.service'),
        isRowHeader: true,
        minWidth: 152,
        defaultWidth: '1.6fr',
        cell: ({ row }) => (
          <Cell className={styles.cell}>
            <div className={styles.stack}>
              <Link href={`${entityLink(row.entityRef)}/mesh`} weight="bold">
                {row.title}
              </Link>
              <span className={styles.minor}>
                {t('fleet.place', {
                  cluster: row.cluster,
                  namespace: row.namespace,
                  service: row.service,
                })}
              </span>
            </div>
          </Cell>
        ),
      },
      {
        id: 'state',
        label: t('fleet.state'),
        minWidth: 190,
        defaultWidth: '1.7fr',
        cell: ({ row }) => (
          <Cell className={styles.cell}>
            <div className={styles.stack}>
              <PhaseChip
                phase={row.phase}
                waitsForDecision={row.waitsForDecision}
              />
              <span className={styles.minor}>
                {[
                  row.step && t('fleet.step', { step: row.step }),
                  row.weight !== undefined &&
                    t('fleet.weight', { value: formatPercent(row.weight) }),
                ]
                  .filter(Boolean)
                  .join(', ')}
              </span>
              {(row.phase === 'Degraded' || row.phase === 'unknown') && (
                <span className={styles.minor}>
                  <Sentence text={row.headline} />
                </span>
              )}
            </div>
          </Cell>
        ),
      },
      {
        id: 'version',
        label: t('fleet.version'),
        minWidth: 98,
        defaultWidth: '1.2fr',
        cell: ({ row }) => (
          <Cell className={styles.cell}>
            {row.canaryVersion
              ? t('fleet.versions', {
                  stable: row.version ?? t('time.unknown'),
                  canary: row.canaryVersion,
                })
              : row.version ?? t('number.none')}
          </Cell>
        ),
      },
      {
        id: 'requests',
        label: t('fleet.requests'),
        defaultWidth: '0.9fr',
        minWidth: 104,
        cell: ({ row }) => (
          <Cell className={styles.cell}>
            {row.signals
              ? t('number.rate', {
                  value: formatRate(row.signals.requestsPerSecond),
                })
              : t('number.none')}
          </Cell>
        ),
      },
      {
        id: 'errors',
        label: t('fleet.errors'),
        defaultWidth: '0.8fr',
        minWidth: 80,
        cell: ({ row }) => (
          <Cell className={styles.cell}>
            {row.signals?.errorShare === undefined
              ? t('number.none')
              : t('number.percent', {
                  value: formatShare(row.signals.errorShare),
                })}
          </Cell>
        ),
      },
      {
        id: 'owner',
        label: t('fleet.owner'),
        minWidth: 112,
        defaultWidth: '1.2fr',
        cell: ({ row }) => (
          <Cell className={styles.cell}>
            {row.owner ? (
              <EntityRefLink entityRef={row.owner} defaultKind="group" />
            ) : (
              t('fleet.noOwner')
            )}
          </Cell>
        ),
      },
    ],
    [t, entityLink],
  );
}
