import { stringifyEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useEntity } from '@backstage/plugin-catalog-react';
import { Link, Skeleton, VisuallyHidden } from '@backstage/ui';
import type { ServiceView } from '@meshway/plugin-mesh-common';
import { Glance } from '../entity/Glance';
import { serviceKey } from '../entity/serviceKey';
import { ServiceSignals } from '../entity/ServiceSignals';
import { useEntityMeshView } from '../hooks/useEntityMeshView';
import { entityMeshRouteRef } from '../routes';
import { meshTranslationRef } from '../translation';
import { RetriedReason } from '../ui/RetriedReason';
import { SectionCard } from '../ui/SectionCard';
import { Sentence } from '../ui/Sentence';
import { ServicePhaseChip } from '../ui/ServicePhaseChip';
import styles from './EntityMeshCard.module.css';

/**
 * Props of the card.
 *
 * @public
 */
export interface EntityMeshCardProps {
  /** How many services are shown; 3 without it. */
  services?: number;
}

/** How the services of an entity do, on its overview, with the way to the Mesh tab. */
export function EntityMeshCard(props: EntityMeshCardProps) {
  const { services: shown = 3 } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const { entity } = useEntity();
  const { view, error } = useEntityMeshView(stringifyEntityRef(entity));
  const tab = useRouteRef(entityMeshRouteRef);
  const href = tab();
  const rest = (view?.services.length ?? 0) - shown;

  return (
    <SectionCard
      title={t('card.title')}
      aside={<Link href={href}>{t('card.open')}</Link>}
    >
      {!view && !error && (
        <div className={styles.loading} role="status" aria-busy="true">
          <VisuallyHidden>{t('connection.loading')}</VisuallyHidden>
          <Skeleton width="60%" height={20} />
          <Skeleton width="100%" height={20} />
          <Skeleton width="40%" height={20} />
        </div>
      )}
      {!view && error && (
        <p className={styles.reason}>
          <RetriedReason reason={error.message} />
        </p>
      )}
      {view && (
        <ul className={styles.services}>
          {view.services.slice(0, shown).map(service => (
            <li key={serviceKey(service)}>
              <Service service={service} />
            </li>
          ))}
          {view.problems.map(({ cluster, message }) => (
            <li key={`${cluster} ${message}`} className={styles.reason}>
              <Sentence text={message} />
            </li>
          ))}
          {view.services.length === 0 && view.problems.length === 0 && (
            <li className={styles.reason}>{t('problem.empty')}</li>
          )}
          {rest > 0 && (
            <li>
              <Link href={href}>{t('card.more', { count: rest })}</Link>
            </li>
          )}
        </ul>
      )}
    </SectionCard>
  );
}

function Service(props: { service: ServiceView }) {
  const { service } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <div className={styles.service}>
      <div className={styles.heading}>
        <strong>{service.name}</strong>
        <span className={styles.place}>
          {t('service.place', {
            namespace: service.namespace,
            cluster: service.cluster,
          })}
        </span>
        <ServicePhaseChip delivery={service.delivery} />
      </div>
      <p className={styles.headline}>
        <Sentence text={service.headline} />
      </p>
      <ServiceSignals signals={service.signals} />
      <Glance service={service} />
    </div>
  );
}
