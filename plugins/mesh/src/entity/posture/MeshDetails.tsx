import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { ServiceView } from '@meshway/plugin-mesh-common';
import { RiAlertLine } from '@remixicon/react';
import { meshTranslationRef } from '../../translation';
import { StatusChip } from '../../ui/StatusChip';
import { DecidedBy } from './DecidedBy';
import { DetailPart } from './DetailPart';
import { podGroups } from './podGroups';
import { PodNames } from './PodNames';
import styles from './PostureDetails.module.css';

/** Which pods are in the mesh how, and what asks for it. */
export function MeshDetails(props: {
  entityRef: string;
  service: ServiceView;
}) {
  const { entityRef, service } = props;
  const { pods, podCount, waypoint } = service.posture.injection;
  const { t } = useTranslationRef(meshTranslationRef);
  const groups = podGroups(pods);
  const notListed = podCount - pods.length;
  return (
    <>
      {waypoint && (
        <div className={styles.row}>
          <span>
            {t('posture.plane.waypoint', {
              namespace: waypoint.namespace,
              name: waypoint.name,
            })}
          </span>
          <DecidedBy
            entityRef={entityRef}
            cluster={service.cluster}
            object={waypoint.decidedBy}
          />
        </div>
      )}
      {groups.length > 0 && (
        <DetailPart title={t('posture.plane.title')}>
          <ul className={styles.list}>
            {groups.map(group => (
              <li key={group.pods[0]} className={styles.row}>
                <span className={styles.subject}>
                  {t('posture.pods', { count: group.pods.length })}:
                </span>
                <span>
                  {t(`posture.plane.${group.dataPlane}`)}
                  {group.revision &&
                    `, ${t('posture.plane.revision', {
                      revision: group.revision,
                    })}`}
                </span>
                {group.differs && (
                  <StatusChip tone="warning" icon={<RiAlertLine />}>
                    {t('posture.plane.differs')}
                  </StatusChip>
                )}
                <span className={styles.quiet}>
                  {t('posture.plane.asked', {
                    plane: t(`posture.plane.${group.asked.dataPlane}`),
                    by: group.asked.by,
                  })}
                </span>
                <PodNames pods={group.pods} count={group.pods.length} />
              </li>
            ))}
          </ul>
          {notListed > 0 && (
            <p className={styles.quiet}>
              {t('posture.more', { number: String(notListed) })}
            </p>
          )}
        </DetailPart>
      )}
    </>
  );
}
