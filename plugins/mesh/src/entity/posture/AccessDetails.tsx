import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { ServiceView } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';
import { Sentence } from '../../ui/Sentence';
import { DetailPart } from './DetailPart';
import { gapsOf } from './gapsOf';
import { Policy } from './Policy';
import styles from './PostureDetails.module.css';

/** Who may call which pods, by which policies and with which tokens. */
export function AccessDetails(props: {
  entityRef: string;
  service: ServiceView;
}) {
  const { entityRef, service } = props;
  const { access, policies, jwt } = service.posture.authorization;
  const { t } = useTranslationRef(meshTranslationRef);
  const unknown = gapsOf(service, ['AuthorizationPolicy']).length > 0;
  return (
    <>
      {access.length > 1 && (
        <DetailPart title={t('posture.policy.accessTitle')}>
          <ul className={styles.list}>
            {access.map(({ at, podCount, text }) => (
              <li key={`${at} ${podCount} ${text}`} className={styles.row}>
                <span className={styles.subject}>
                  {at === 'waypoint'
                    ? t('posture.policy.atWaypoint')
                    : t('posture.pods', { count: podCount })}
                  :
                </span>
                <span>
                  <Sentence text={text} />
                </span>
              </li>
            ))}
          </ul>
        </DetailPart>
      )}
      <DetailPart title={t('posture.policy.title')}>
        {policies.length === 0 ? (
          <p className={styles.quiet}>
            {t(unknown ? 'posture.policy.unknown' : 'posture.policy.none')}
          </p>
        ) : (
          <ol className={styles.list}>
            {policies.map(policy => (
              <li
                key={`${policy.namespace}/${policy.name}`}
                className={styles.row}
              >
                <Policy
                  entityRef={entityRef}
                  cluster={service.cluster}
                  policy={policy}
                />
              </li>
            ))}
          </ol>
        )}
      </DetailPart>
      {jwt && (
        <div className={styles.row}>
          <span>
            <Sentence text={jwt.text} />
          </span>
          <span className={styles.quiet}>
            {t('posture.policy.issuers')} {jwt.issuers.join(', ')}
          </span>
        </div>
      )}
    </>
  );
}
