import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Exposure, ServiceView } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';
import { ManifestButton } from '../manifest/ManifestButton';
import { Notes } from '../posture/Notes';
import styles from './ExposureCard.module.css';

/** By which names and ports clients inside the mesh call the service. */
export function InsideNames(props: {
  entityRef: string;
  cluster: string;
  service: ServiceView;
  inside: Exposure['inside'];
}) {
  const { hosts, aliases, ports, notes } = props.inside;
  const { namespace, name } = props.service;
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <>
      <dl className={styles.facts}>
        <div className={styles.fact}>
          <dt>{t('exposure.names')}</dt>
          <dd className={styles.hosts}>{hosts.join(', ')}</dd>
        </div>
        {aliases.length > 0 && (
          <div className={styles.fact}>
            <dt>{t('exposure.aliases')}</dt>
            <dd className={styles.hosts}>{aliases.join(', ')}</dd>
          </div>
        )}
        <div className={styles.fact}>
          <dt>{t('exposure.ports')}</dt>
          <dd>
            {ports.length === 0
              ? t('exposure.noPorts')
              : ports
                  .map(({ port, name: portName, protocol }) =>
                    portName
                      ? t('exposure.namedPort', {
                          port: String(port),
                          name: portName,
                          protocol,
                        })
                      : t('exposure.port', { port: String(port), protocol }),
                  )
                  .join(', ')}
          </dd>
        </div>
      </dl>
      <Notes notes={notes.map(text => ({ severity: 'info', text }))} />
      <div className={styles.row}>
        <ManifestButton
          entityRef={props.entityRef}
          cluster={props.cluster}
          object={{ kind: 'Service', namespace, name }}
        />
      </div>
    </>
  );
}
