import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { GitOpsOwner, WorkloadRef } from '@meshway/plugin-mesh-common';
import { RiGitBranchLine } from '@remixicon/react';
import { ReactNode } from 'react';
import { meshTranslationRef } from '../../translation';
import styles from './DeliveryCard.module.css';

/** Who carries the delivery out, and which tool applies its manifest. */
export function DeliveredBy(props: {
  children: ReactNode;
  templateOf?: WorkloadRef;
  gitOps?: GitOpsOwner;
}) {
  const { templateOf, gitOps } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <>
      <span>
        {props.children}
        {templateOf &&
          `, ${t('delivery.templateOf', {
            kind: templateOf.kind,
            name: templateOf.name,
          })}`}
      </span>
      {gitOps && (
        <span className={styles.gitOps}>
          <RiGitBranchLine aria-hidden="true" className={styles.icon} />
          {t('delivery.gitOps', { tool: gitOps.tool, name: gitOps.name })}
        </span>
      )}
    </>
  );
}
