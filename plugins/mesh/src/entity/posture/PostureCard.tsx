import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { ServiceView } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';
import { SectionCard } from '../../ui/SectionCard';
import { AccessDetails } from './AccessDetails';
import { answerTo } from './answers';
import { EncryptionDetails } from './EncryptionDetails';
import { MeshDetails } from './MeshDetails';
import { PostureAnswer } from './PostureAnswer';
import styles from './PostureCard.module.css';
import { ResilienceDetails } from './ResilienceDetails';

/** What protects the service and what keeps it up: four questions, each with a short answer and what it rests on. */
export function PostureCard(props: {
  entityRef: string;
  service: ServiceView;
}) {
  const { posture } = props.service;
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <SectionCard title={t('posture.title')}>
      <ul className={styles.answers}>
        <PostureAnswer
          question="encrypted"
          service={props.service}
          part={posture.mtls}
        >
          <EncryptionDetails {...props} />
        </PostureAnswer>
        <PostureAnswer
          question="meshed"
          service={props.service}
          part={posture.injection}
        >
          <MeshDetails {...props} />
        </PostureAnswer>
        <PostureAnswer
          question="access"
          service={props.service}
          part={posture.authorization}
        >
          <AccessDetails {...props} />
        </PostureAnswer>
        <PostureAnswer
          question="failure"
          service={props.service}
          part={
            answerTo('failure', props.service) === 'unknown'
              ? {
                  ...posture.resilience,
                  summary: t('posture.resilience.unknown'),
                }
              : posture.resilience
          }
        >
          <ResilienceDetails {...props} />
        </PostureAnswer>
      </ul>
    </SectionCard>
  );
}
