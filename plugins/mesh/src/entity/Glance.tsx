import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { buildFleetRow, type ServiceView } from '@meshway/plugin-mesh-common';
import {
  RiAlertLine,
  RiCheckLine,
  RiErrorWarningLine,
  RiLockLine,
  RiLockUnlockLine,
  RiShieldLine,
} from '@remixicon/react';
import { meshTranslationRef } from '../translation';
import { StatusChip } from '../ui/StatusChip';
import styles from './Glance.module.css';

/** Whether the service is encrypted, in the mesh and well configured, in three chips. */
export function Glance(props: { service: ServiceView }) {
  const { service } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const { mtls, meshed, findings } = buildFleetRow({
    entityRef: '',
    title: '',
    view: service,
  });
  const wrong = findings.errors + findings.warnings;
  return (
    <ul className={styles.glance} aria-label={t('glance.label')}>
      {mtls && (
        <li>
          <StatusChip
            tone={mtls === 'STRICT' ? 'positive' : 'warning'}
            icon={mtls === 'STRICT' ? <RiLockLine /> : <RiLockUnlockLine />}
          >
            {t(`glance.mtls.${mtls}`)}
          </StatusChip>
        </li>
      )}
      {meshed && (
        <li>
          <StatusChip
            tone={meshed.pods === meshed.of ? 'positive' : 'warning'}
            icon={
              meshed.pods === meshed.of ? <RiShieldLine /> : <RiAlertLine />
            }
          >
            {t('glance.meshed', {
              pods: String(meshed.pods),
              of: String(meshed.of),
            })}
          </StatusChip>
        </li>
      )}
      <li>
        {wrong === 0 ? (
          <StatusChip tone="positive" icon={<RiCheckLine />}>
            {t('glance.noFindings')}
          </StatusChip>
        ) : (
          <StatusChip
            tone={findings.errors > 0 ? 'negative' : 'warning'}
            icon={
              findings.errors > 0 ? <RiErrorWarningLine /> : <RiAlertLine />
            }
          >
            {t('glance.findings', { count: wrong })}
          </StatusChip>
        )}
      </li>
    </ul>
  );
}
