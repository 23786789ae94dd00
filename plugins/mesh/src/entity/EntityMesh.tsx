import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert } from '@backstage/ui';
import { useEntityMeshView } from '../hooks/useEntityMeshView';
import { useNow } from '../hooks/useNow';
import { meshTranslationRef } from '../translation';
import { RetriedReason } from '../ui/RetriedReason';
import { useDurationText } from '../ui/useDurationText';
import styles from './EntityMesh.module.css';
import { EntityMeshSkeleton } from './EntityMeshSkeleton';
import { ServiceProblemAlert } from './ServiceProblemAlert';
import { MESH_PARTS, type MeshPart } from './meshParts';
import { serviceKey } from './serviceKey';
import { ServiceSection } from './ServiceSection';
import { ServiceSwitcher } from './ServiceSwitcher';
import { useChosenService } from './useChosenService';

/** The services of one entity, one at a time, kept up to date. */
export function EntityMesh(props: {
  entityRef: string;
  parts?: readonly MeshPart[];
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  const { view, receivedAt, error } = useEntityMeshView(props.entityRef);

  const { chosen, searchOf } = useChosenService(view?.services ?? []);

  if (!view) {
    if (!error) return <EntityMeshSkeleton />;
    return error.name === 'NotAllowedError' ? (
      <Alert
        status="warning"
        icon
        title={t('connection.forbiddenTitle')}
        description={t('connection.forbiddenDescription', {
          reason: error.message,
        })}
      />
    ) : (
      <Alert
        status="danger"
        icon
        title={t('connection.failedTitle')}
        description={<RetriedReason reason={error.message} />}
      />
    );
  }

  return (
    <div className={styles.root}>
      {error && receivedAt !== undefined && (
        <LostConnection receivedAt={receivedAt} reason={error.message} />
      )}
      {chosen && view.services.length > 1 && (
        <ServiceSwitcher
          services={view.services}
          chosen={chosen}
          searchOf={searchOf}
        />
      )}
      {chosen && (
        <ServiceSection
          key={serviceKey(chosen)}
          entityRef={props.entityRef}
          service={chosen}
          connected={!error}
          decisions={view.decisions}
          parts={props.parts ?? MESH_PARTS}
        />
      )}
      {view.problems.map(problem => (
        <ServiceProblemAlert
          key={`${problem.cluster} ${problem.kind} ${problem.message}`}
          problem={problem}
        />
      ))}
      {view.services.length === 0 && view.problems.length === 0 && (
        <Alert status="info" icon title={t('problem.empty')} />
      )}
    </div>
  );
}

function LostConnection(props: { receivedAt: number; reason: string }) {
  const { t } = useTranslationRef(meshTranslationRef);
  const durationText = useDurationText();
  const now = useNow();
  return (
    <Alert
      status="warning"
      icon
      title={t('connection.lostTitle')}
      description={t('connection.lostDescription', {
        age: durationText(now - props.receivedAt),
        reason: props.reason,
      })}
    />
  );
}
