import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { ExposureRoute } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';
import { RouteRow } from './RouteRow';
import styles from './RouteTable.module.css';

/** The routes in the order in which Istio tries them: when, where to, and what else happens. */
export function RouteTable(props: {
  entityRef: string;
  cluster: string;
  routes: ExposureRoute[];
}) {
  const { routes, ...at } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    // Focusable, so that a wide table can be scrolled by keyboard.
    <div
      className={styles.scroll}
      role="group"
      aria-label={t('exposure.routes')}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('exposure.column.match')}</th>
            <th scope="col">{t('exposure.column.destinations')}</th>
            <th scope="col">{t('exposure.column.effects')}</th>
            <th scope="col">{t('exposure.column.object')}</th>
          </tr>
        </thead>
        <tbody>
          {routes.map((route, index) => (
            // Routes have no identity but their place: Istio takes the first that matches.
            <RouteRow
              key={index}
              {...at}
              route={route}
              isOnly={
                routes.filter(
                  ({ virtualService, protocol }) =>
                    virtualService === route.virtualService &&
                    protocol === route.protocol,
                ).length === 1
              }
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}
