import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { meshTranslationRef } from '../../translation';
import scroll from '../../ui/ScrollHint.module.css';
import { ManifestButton } from '../manifest/ManifestButton';
import { objectOfTitle } from '../manifest/objectTitle';
import type { RouteGroup } from './routeGroups';
import { RouteRow } from './RouteRow';
import styles from './RouteTable.module.css';

/** The routes of one object in the order in which Istio tries them: when, where to, and what else happens. */
export function RouteTable(props: {
  entityRef: string;
  cluster: string;
  group: RouteGroup;
}) {
  const { group, ...at } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const object = objectOfTitle(group.object);
  const protocols = group.routes.map(({ protocol }) => protocol);
  return (
    <div className={styles.group}>
      <div className={styles.of}>
        {object ? <ManifestButton {...at} object={object} /> : group.object}
        <span className={styles.hosts}>
          {t('exposure.forHosts', { hosts: group.hosts.join(', ') })}
        </span>
      </div>
      {/* Focusable, so that a wide table can be scrolled by keyboard. */}
      <div
        className={`${styles.scroll} ${scroll.scroller}`}
        role="group"
        aria-label={t('exposure.routesOf', { object: group.object })}
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('exposure.column.match')}</th>
              <th scope="col">{t('exposure.column.destinations')}</th>
              <th scope="col">{t('exposure.column.effects')}</th>
            </tr>
          </thead>
          <tbody>
            {group.routes.map((route, index) => (
              // Routes have no identity but their place: Istio takes the first that matches.
              <RouteRow
                key={index}
                route={route}
                isFirst={protocols.indexOf(route.protocol) === index}
              />
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
