import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { ServiceView } from '@meshway/plugin-mesh-common';
import { Link } from 'react-router-dom';
import { meshTranslationRef } from '../translation';
import { ServicePhaseChip } from '../ui/ServicePhaseChip';
import { serviceKey } from './serviceKey';
import styles from './ServiceSwitcher.module.css';

/** The services of the entity with how each does, to go from one to the other. */
export function ServiceSwitcher(props: {
  services: ServiceView[];
  chosen: ServiceView;
  searchOf: (service: ServiceView) => string;
}) {
  const { t } = useTranslationRef(meshTranslationRef);
  const chosenKey = serviceKey(props.chosen);
  return (
    <nav aria-label={t('service.switcher')}>
      <ul className={styles.list}>
        {props.services.map(service => {
          const key = serviceKey(service);
          return (
            <li key={key} className={styles.item}>
              <Link
                to={{ search: props.searchOf(service) }}
                className={styles.link}
                aria-current={key === chosenKey ? 'page' : undefined}
              >
                <span className={styles.name}>{service.name}</span>
                <span className={styles.place}>
                  {t('service.place', {
                    namespace: service.namespace,
                    cluster: service.cluster,
                  })}
                </span>
                <ServicePhaseChip delivery={service.delivery} />
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
