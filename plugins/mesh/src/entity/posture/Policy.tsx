import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { AuthorizationPolicyView } from '@meshway/plugin-mesh-common';
import { RiFileListLine } from '@remixicon/react';
import { meshTranslationRef } from '../../translation';
import { Sentence } from '../../ui/Sentence';
import { StatusChip } from '../../ui/StatusChip';
import { ManifestButton } from '../manifest/ManifestButton';
import styles from './PostureDetails.module.css';

/** What an AuthorizationPolicy does, for whom, and to which requests. */
export function Policy(props: {
  entityRef: string;
  cluster: string;
  policy: AuthorizationPolicyView;
}) {
  const { policy } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <>
      <span className={styles.subject}>
        {t(`posture.policy.action.${policy.action}`)}
      </span>
      <span>
        {t(`posture.policy.scope.${policy.scope}`)}
        {policy.scope !== 'waypoint' &&
          ` (${t('posture.pods', { count: policy.podCount })})`}
      </span>
      {policy.dryRun && (
        <StatusChip tone="neutral" icon={<RiFileListLine />}>
          {t('posture.policy.dryRun')}
        </StatusChip>
      )}
      <ManifestButton
        entityRef={props.entityRef}
        cluster={props.cluster}
        object={{
          kind: 'AuthorizationPolicy',
          namespace: policy.namespace,
          name: policy.name,
        }}
      />
      <ul className={styles.rules}>
        {policy.rules.length === 0 ? (
          <li>{t('posture.policy.noRules')}</li>
        ) : (
          policy.rules.map(rule => (
            <li key={rule}>
              <Sentence text={rule} />
            </li>
          ))
        )}
      </ul>
    </>
  );
}
