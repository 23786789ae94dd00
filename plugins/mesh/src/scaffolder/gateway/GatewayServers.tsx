import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { GatewayOption } from '@meshway/plugin-mesh-common';
import { RiLock2Line, RiLockUnlockLine } from '@remixicon/react';
import { useId } from 'react';
import { meshTranslationRef } from '../../translation';
import { StatusChip } from '../../ui/StatusChip';
import fieldStyles from '../field/WizardField.module.css';
import styles from './MeshGatewayPicker.module.css';

/** More are not read by anybody. */
const MAX_HOSTS = 6;

/** The ports of a Gateway: which hosts they are for, and whether they are encrypted. */
export function GatewayServers(props: { gateway: GatewayOption }) {
  const { t } = useTranslationRef(meshTranslationRef);
  const id = useId();
  return (
    <div>
      <div id={id} className={fieldStyles.subtitle}>
        {t('wizardGateway.servers')}
      </div>
      <ul className={fieldStyles.list} aria-labelledby={id}>
        {props.gateway.servers.map((server, index) => {
          const { protocol, port, hosts, tls, servesHttp } = server;
          const shown = hosts.slice(0, MAX_HOSTS).join(', ');
          return (
            // Ports of a Gateway may be the same, and have no names.
            <li key={index} className={styles.server}>
              <span className={styles.serverName}>
                {t('wizardGateway.server', {
                  protocol,
                  port: String(port),
                  hosts:
                    hosts.length > MAX_HOSTS
                      ? `${shown}, …`
                      : shown || t('wizardGateway.noHosts'),
                })}
              </span>
              {tls ? (
                <StatusChip tone="positive" icon={<RiLock2Line />}>
                  {t('wizardGateway.encrypted')}
                </StatusChip>
              ) : (
                <StatusChip tone="neutral" icon={<RiLockUnlockLine />}>
                  {t('wizardGateway.plain')}
                </StatusChip>
              )}
              {!servesHttp && (
                <StatusChip tone="warning">
                  {t('wizardGateway.notHttp')}
                </StatusChip>
              )}
            </li>
          );
        })}
      </ul>
    </div>
  );
}
