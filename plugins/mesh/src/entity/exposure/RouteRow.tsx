import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  ExposureDestination,
  ExposureRoute,
} from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';
import { formatPercent } from '../../ui/formatNumber';
import { Sentence } from '../../ui/Sentence';
import styles from './RouteTable.module.css';

/** One route: which requests it takes, where they go, and what else happens to them. */
export function RouteRow(props: {
  route: ExposureRoute;
  /** No other is tried before. */
  isFirst: boolean;
}) {
  const { name, matches, effects, destinations, inside, gateways } =
    props.route;
  const { t } = useTranslationRef(meshTranslationRef);
  const from =
    (inside && gateways.length > 0 && 'both') || (inside && 'inside');
  return (
    <tr>
      <th scope="row">
        {matches.length === 0 ? (
          t(props.isFirst ? 'exposure.everyRequest' : 'exposure.everything')
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
          {t(`exposure.from.${from || 'outside'}`)}
          {name && ` · ${t('exposure.route', { name })}`}
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
        {effects.length > 0 && (
          <ul className={styles.cellList}>
            {effects.map(effect => (
              <li key={effect}>
                <Sentence text={effect} />
              </li>
            ))}
          </ul>
        )}
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
        {t('exposure.percent', {
          percent: formatPercent(Math.round(percent * 10) / 10),
        })}
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
