import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert } from '@backstage/ui';
import type { ServiceProblem } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../translation';
import { RetriedReason } from '../ui/RetriedReason';
import { Sentence } from '../ui/Sentence';

/** A service that the entity names and that cannot be shown. */
export function ServiceProblemAlert(props: { problem: ServiceProblem }) {
  const { t } = useTranslationRef(meshTranslationRef);
  const { cluster, kind, message } = props.problem;
  return kind === 'unreachable' ? (
    <Alert
      status="danger"
      icon
      title={t('problem.unreachableTitle', { cluster })}
      description={<RetriedReason reason={message} />}
    />
  ) : (
    <Alert
      status="warning"
      icon
      title={t('problem.notFoundTitle', { cluster })}
      description={<Sentence text={message} />}
    />
  );
}
