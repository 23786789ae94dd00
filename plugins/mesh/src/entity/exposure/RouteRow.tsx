import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  ExposureDestination,
  ExposureRoute,
} from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';
import { formatPercent } from '../../ui/formatNumber';
import { Sentence } from '../../ui/Sentence';
import { ManifestButton } from '../manifest/ManifestButton';
import styles from './RouteTable.module.css';

/** One route: which requests it takes, where they go, and what else happens to them. */
export function RouteRow(props: {
  entityRef: string;
  cluster: string;
  route: ExposureRoute;
  /** No other route of its object is tried before. */
  isOnly: boolean;
}) {
  const { route, isOnly, ...at } = props;
  const { matches, effects, destinations, inside, gateways, hosts } = route;
  const { t } = useTranslationRef(meshTranslationRef);
  const object = objectOf(route.delegate ?? route.virtualService);
  const from =
    (inside && gateways.length > 0 && 'both') || (inside && 'inside');
  return (
    <tr>
      <th scope="row">
        {matches.length === 0 ? (
          t(isOnly ? 'exposure.everyRequest' : 'exposure.everything')
        ) : (
          <ul className={styles.cellList}>
            {matches.map((match, index) => (
              <li key={match}>
                {index > 0 && `${t('exposure.or')} `}
                <Sentence text={match} />
              </li>
            ))}
          </ul>
        )}
        <span className={styles.quiet}>
          {hosts.join(', ')} · {t(`exposure.from.${from || 'outside'}`)}
        </span>
      </th>
      <td>
        {destinations.length === 0 ? (
          t('exposure.nowhere')
        ) : (
          <ul className={styles.cellList}>
            {destinations.map(destination => (
              <li
                key={JSON.stringify(destination)}
                className={styles.destination}
              >
                <Destination destination={destination} />
              </li>
            ))}
          </ul>
        )}
      </td>
      <td>
        <ul className={styles.cellList}>
          {effects.map(effect => (
            <li key={effect}>
              <Sentence text={effect} />
            </li>
          ))}
        </ul>
      </td>
      <td>
        {object ? (
          <ManifestButton {...at} object={object} />
        ) : (
          route.virtualService
        )}
        {route.name && <span className={styles.quiet}>{route.name}</span>}
      </td>
    </tr>
  );
}

function Destination(props: { destination: ExposureDestination }) {
  const { host, subset, port, percent, own } = props.destination;
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <>
      <span className={styles.percent}>
        {t('exposure.percent', { percent: formatPercent(percent) })}
      </span>
      <span className={styles.where}>
        <span className={styles.host}>{host}</span>
        <span className={styles.quiet}>
          {[
            subset && t('exposure.subset', { subset }),
            port !== undefined && t('exposure.toPort', { port: String(port) }),
            !own && t('exposure.other'),
          ]
            .filter(Boolean)
            .join(', ')}
        </span>
      </span>
    </>
  );
}

/** Of `VirtualService shop/checkout`. */
function objectOf(title: string) {
  const [, kind, namespace, name] =
    /^(\S+) ([^/\s]+)\/([^/\s]+)$/.exec(title) ?? [];
  return name ? { kind, namespace, name } : undefined;
}
