import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { ServiceView } from '@meshway/plugin-mesh-common';
import { RiAlertLine, RiCheckLine, RiErrorWarningLine } from '@remixicon/react';
import { meshTranslationRef } from '../../translation';
import { SectionCard } from '../../ui/SectionCard';
import { StatusChip } from '../../ui/StatusChip';
import { GapNotes } from '../posture/GapNotes';
import { bySeverity } from './bySeverity';
import { FindingEntry } from './FindingEntry';
import styles from './FindingsCard.module.css';

/** What is wrong with the configuration of the service, and how to mend it. */
export function FindingsCard(props: {
  entityRef: string;
  service: ServiceView;
}) {
  const { service } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const { errors, warnings } = bySeverity(service.findings);
  const gaps = service.freshness.gaps ?? [];
  const nothing = service.findings.length === 0;
  return (
    <SectionCard
      title={t('findings.title')}
      aside={
        <>
          {errors.length > 0 && (
            <StatusChip tone="negative" icon={<RiErrorWarningLine />}>
              {t('findings.errors', { count: errors.length })}
            </StatusChip>
          )}
          {warnings.length > 0 && (
            <StatusChip tone="warning" icon={<RiAlertLine />}>
              {t('findings.warnings', { count: warnings.length })}
            </StatusChip>
          )}
          {nothing && gaps.length === 0 && (
            <StatusChip tone="positive" icon={<RiCheckLine />}>
              {t('findings.none')}
            </StatusChip>
          )}
        </>
      }
    >
      <div className={styles.body}>
        {nothing && (
          <p className={styles.checked}>
            {t(gaps.length > 0 ? 'findings.checkedPartly' : 'findings.checked')}
          </p>
        )}
        {!nothing && (
          <ul className={styles.list}>
            {[...errors, ...warnings].map(finding => (
              <li
                key={`${finding.code} ${finding.object} ${finding.message}`}
                className={styles.entry}
              >
                <FindingEntry
                  finding={finding}
                  readIn={{
                    entityRef: props.entityRef,
                    cluster: service.cluster,
                  }}
                />
              </li>
            ))}
          </ul>
        )}
        <GapNotes gaps={gaps} />
      </div>
    </SectionCard>
  );
}
