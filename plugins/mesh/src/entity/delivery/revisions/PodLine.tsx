import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { RevisionPod } from '@meshway/plugin-mesh-common';
import {
  RiCheckLine,
  RiErrorWarningLine,
  RiRestartLine,
  RiShieldCrossLine,
} from '@remixicon/react';
import { meshTranslationRef } from '../../../translation';
import { StatusChip } from '../../../ui/StatusChip';
import styles from './PodList.module.css';

/** One pod, and what is not as it should be with it. */
export function PodLine(props: { pod: RevisionPod }) {
  const { pod } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const ready = isReady(pod);
  return (
    <li className={styles.pod}>
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
    </li>
  );
}

/** Whether a pod is worth looking at. */
export function hasTrouble(pod: RevisionPod): boolean {
  return (
    !isReady(pod) ||
    !pod.injected ||
    pod.restarts > 0 ||
    pod.status !== 'Running'
  );
}

function isReady(pod: RevisionPod): boolean {
  return pod.totalContainers > 0 && pod.readyContainers === pod.totalContainers;
}
