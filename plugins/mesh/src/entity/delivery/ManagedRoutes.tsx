import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { ManagedRoute } from '@meshway/plugin-mesh-common';
import { RiCheckLine, RiErrorWarningLine, RiTimeLine } from '@remixicon/react';
import { meshTranslationRef } from '../../translation';
import { StatusChip } from '../../ui/StatusChip';
import styles from './DeliveryCard.module.css';
import { Panel } from './Panel';

/** The header and mirror routes of the steps, and whether they are where they should be. */
export function ManagedRoutes(props: { routes: ManagedRoute[] }) {
  const { t } = useTranslationRef(meshTranslationRef);
  if (props.routes.length === 0) return null;
  return (
    <Panel title={t('delivery.managedTitle')}>
      <ul className={styles.list}>
        {props.routes.map(route => (
          <li key={route.name} className={styles.line}>
            <code>{route.name}</code>
            <RouteState route={route} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function RouteState(props: { route: ManagedRoute }) {
  const { expected, presentIn, missingIn } = props.route;
  const { t } = useTranslationRef(meshTranslationRef);
  if (!expected && presentIn.length === 0) {
    return (
      <StatusChip tone="neutral" icon={<RiTimeLine />}>
        {t('delivery.managedLater')}
      </StatusChip>
    );
  }
  return (
    <>
      {presentIn.length > 0 && (
        <>
          {expected ? (
            <StatusChip tone="positive" icon={<RiCheckLine />}>
              {t('delivery.managedPresent')}
            </StatusChip>
          ) : (
            <StatusChip tone="warning" icon={<RiErrorWarningLine />}>
              {t('delivery.managedUnexpected')}
            </StatusChip>
          )}
          <span>{presentIn.join(', ')}</span>
        </>
      )}
      {missingIn.length > 0 && (
        <>
          <StatusChip tone="warning" icon={<RiErrorWarningLine />}>
            {t('delivery.managedMissing')}
          </StatusChip>
          <span>{missingIn.join(', ')}</span>
        </>
      )}
    </>
  );
}
