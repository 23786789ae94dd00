import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Revision } from '@meshway/plugin-mesh-common';
import { RiErrorWarningLine, RiShieldCrossLine } from '@remixicon/react';
import { meshTranslationRef } from '../../../translation';
import { Details } from '../../../ui/Details';
import { StatusChip } from '../../../ui/StatusChip';
import styles from './PodList.module.css';
import { hasTrouble, PodLine } from './PodLine';

const SHOWN_PODS = 3;

/** The pods of a revision as kubectl prints them, those with trouble first; of many only the first. */
export function PodList(props: { revision: Revision }) {
  const { desiredPods, readyPods, pods } = props.revision;
  const { t } = useTranslationRef(meshTranslationRef);
  if (pods.length === 0 && desiredPods === 0) {
    return <>{t('revisions.noPods')}</>;
  }
  const troubled = pods.filter(hasTrouble).length;
  const outside = pods.filter(({ injected }) => !injected).length;
  const sorted = [...pods].sort(
    (a, b) => Number(hasTrouble(b)) - Number(hasTrouble(a)),
  );
  const hidden = sorted.slice(SHOWN_PODS);
  return (
    <div className={styles.root}>
      <span>
        {t('revisions.ready', {
          ready: String(readyPods),
          desired: String(desiredPods),
        })}
      </span>
      {hidden.length > 0 && (
        <span className={styles.pod}>
          {troubled > 0 && (
            <StatusChip tone="warning" icon={<RiErrorWarningLine />}>
              {t('revisions.troubled', { count: troubled })}
            </StatusChip>
          )}
          {outside > 0 && (
            <StatusChip tone="warning" icon={<RiShieldCrossLine />}>
              {t('revisions.outside', { count: outside })}
            </StatusChip>
          )}
        </span>
      )}
      <ul className={styles.pods}>
        {sorted.slice(0, SHOWN_PODS).map(pod => (
          <PodLine key={pod.name} pod={pod} />
        ))}
      </ul>
      {hidden.length > 0 && (
        <Details summary={t('revisions.morePods', { count: hidden.length })}>
          <ul className={styles.pods}>
            {hidden.map(pod => (
              <PodLine key={pod.name} pod={pod} />
            ))}
          </ul>
        </Details>
      )}
    </div>
  );
}
