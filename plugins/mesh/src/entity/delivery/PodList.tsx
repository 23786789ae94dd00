import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Revision, RevisionPod } from '@meshway/plugin-mesh-common';
import {
  RiCheckLine,
  RiErrorWarningLine,
  RiRestartLine,
  RiShieldCrossLine,
} from '@remixicon/react';
import { meshTranslationRef } from '../../translation';
import { StatusChip } from '../../ui/StatusChip';
import styles from './PodList.module.css';

const SHOWN_PODS = 4;

/** The pods of a revision as kubectl prints them, those with trouble first. */
export function PodList(props: { revision: Revision }) {
  const { desiredPods, readyPods, pods } = props.revision;
  const { t } = useTranslationRef(meshTranslationRef);
  if (pods.length === 0 && desiredPods === 0) {
    return <>{t('revisions.noPods')}</>;
  }
  const sorted = [...pods].sort(
    (a, b) => Number(hasTrouble(b)) - Number(hasTrouble(a)),
  );
  const hidden = sorted.length - SHOWN_PODS;
  return (
    <div className={styles.root}>
      <span>
        {t('revisions.ready', {
          ready: String(readyPods),
          desired: String(desiredPods),
        })}
      </span>
      <ul className={styles.pods}>
        {sorted.slice(0, SHOWN_PODS).map(pod => (
          <li key={pod.name} className={styles.pod}>
            <Pod pod={pod} />
          </li>
        ))}
      </ul>
      {hidden > 0 && <span>{t('revisions.morePods', { count: hidden })}</span>}
    </div>
  );
}

function Pod(props: { pod: RevisionPod }) {
  const { pod } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const ready = isReady(pod);
  return (
    <>
      <StatusChip
        tone={ready ? 'positive' : 'warning'}
        icon={ready ? <RiCheckLine /> : <RiErrorWarningLine />}
      >
        {`${pod.readyContainers}/${pod.totalContainers}`}
      </StatusChip>
      <span className={styles.name}>{pod.name}</span>
      {pod.status !== 'Running' && (
        <StatusChip tone="negative" icon={<RiErrorWarningLine />}>
          {pod.status}
        </StatusChip>
      )}
      {!pod.injected && (
        <StatusChip tone="warning" icon={<RiShieldCrossLine />}>
          {t('revisions.notInjected')}
        </StatusChip>
      )}
      {pod.restarts > 0 && (
        <StatusChip tone="warning" icon={<RiRestartLine />}>
          {t('revisions.restarts', { count: pod.restarts })}
        </StatusChip>
      )}
    </>
  );
}

function isReady(pod: RevisionPod): boolean {
  return pod.totalContainers > 0 && pod.readyContainers === pod.totalContainers;
}

function hasTrouble(pod: RevisionPod): boolean {
  return (
    !isReady(pod) ||
    !pod.injected ||
    pod.restarts > 0 ||
    pod.status !== 'Running'
  );
}
