import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert, Table } from '@backstage/ui';
import type {
  Freshness,
  Revision,
  ServiceView,
} from '@meshway/plugin-mesh-common';
import { useMemo } from 'react';
import { useNow } from '../../../hooks/useNow';
import { meshTranslationRef } from '../../../translation';
import scroll from '../../../ui/ScrollHint.module.css';
import { SectionCard } from '../../../ui/SectionCard';
import styles from './RevisionsCard.module.css';
import { useRevisionColumns } from './useRevisionColumns';

/** The revisions behind the service: what they are, what runs of them and how they do. */
export function RevisionsCard(props: {
  revisions: Revision[];
  attribution: ServiceView['attribution'];
  metrics: Freshness;
}) {
  const { revisions, attribution, metrics } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const now = useNow(30_000);
  const columns = useRevisionColumns();
  const rows = useMemo(
    () =>
      revisions.map(revision => ({
        id: `${revision.workload ?? ''} ${revision.hash}`,
        revision,
        stableImages: imagesToReplace(revision, revisions),
        now,
      })),
    [revisions, now],
  );

  return (
    <SectionCard title={t('revisions.title')}>
      <div className={`${styles.body} ${scroll.around}`}>
        {!attribution.possible && metrics.state !== 'unavailable' && (
          <Alert
            status="info"
            icon
            title={t('service.attributionTitle')}
            description={attribution.reason}
          />
        )}
        {rows.length === 0 ? (
          <p className={styles.empty}>{t('revisions.empty')}</p>
        ) : (
          <Table
            columnConfig={columns}
            data={rows}
            pagination={{ type: 'none' }}
          />
        )}
      </div>
    </SectionCard>
  );
}

/** What the new revision of a workload is measured by; old ones are over. */
function imagesToReplace(
  { role, workload }: Revision,
  revisions: Revision[],
): string[] | undefined {
  if (role !== 'canary' && role !== 'preview') return undefined;
  const settled = revisions.filter(
    other => other.role === 'stable' || other.role === 'active',
  );
  return (settled.find(other => other.workload === workload) ?? settled[0])
    ?.images;
}
