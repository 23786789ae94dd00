import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  ClientTls,
  ServerMtls,
  ServiceView,
} from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';
import { DecidedBy } from './DecidedBy';
import { DetailPart } from './DetailPart';
import { gapsOf } from './gapsOf';
import { PodNames } from './PodNames';
import styles from './PostureDetails.module.css';
import { useClientWords } from './useClientWords';

/** What the pods take and what clients send, each with the object that decides. */
export function EncryptionDetails(props: {
  entityRef: string;
  service: ServiceView;
}) {
  const { entityRef, service } = props;
  const { server, clients } = service.posture.mtls;
  const { t } = useTranslationRef(meshTranslationRef);
  const at = { entityRef, cluster: service.cluster };
  // Without DestinationRules nothing but Istio's default would be left, which may be wrong.
  const unknownClients = gapsOf(service, ['DestinationRule']).length > 0;
  const known = clients.filter(({ decidedBy }) => decidedBy || !unknownClients);
  return (
    <>
      {server.length > 0 && (
        <DetailPart title={t('posture.server.title')}>
          <ul className={styles.list}>
            {server.map(group => (
              <li
                key={`${group.mode} ${group.enforced} ${group.pods[0]}`}
                className={styles.list}
              >
                <ServerGroup {...at} group={group} />
              </li>
            ))}
          </ul>
        </DetailPart>
      )}
      {(known.length > 0 || unknownClients) && (
        <DetailPart title={t('posture.client.title')}>
          {unknownClients && (
            <p className={styles.quiet}>{t('posture.client.unknown')}</p>
          )}
          {known.length > 0 && (
            <ul className={styles.list}>
              {known.map(client => (
                <li key={JSON.stringify(client)} className={styles.row}>
                  <Client {...at} client={client} />
                </li>
              ))}
            </ul>
          )}
        </DetailPart>
      )}
    </>
  );
}

function ServerGroup(props: {
  entityRef: string;
  cluster: string;
  group: ServerMtls;
}) {
  const { group, ...at } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <>
      <div className={styles.row}>
        <span className={styles.subject}>
          {t('posture.pods', { count: group.podCount })}:
        </span>
        <span>
          {t(`posture.server.${group.enforced ? group.mode : 'unenforced'}`)}
        </span>
        {group.enforced && <DecidedBy {...at} object={group.decidedBy} />}
        <PodNames pods={group.pods} count={group.podCount} />
      </div>
      {group.enforced &&
        group.ports.map(({ port, mode, decidedBy }) => (
          <div key={port} className={styles.row}>
            <span className={styles.subject}>
              {t('posture.server.port', { port: String(port) })}
            </span>
            <span>{t(`posture.server.${mode}`)}</span>
            <DecidedBy {...at} object={decidedBy} />
          </div>
        ))}
    </>
  );
}

function Client(props: {
  entityRef: string;
  cluster: string;
  client: ClientTls;
}) {
  const { client, ...at } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const clientWords = useClientWords();
  return (
    <>
      <span className={styles.subject}>{clientWords(client)}:</span>
      <span>{t(`posture.client.${client.mode}`)}</span>
      <DecidedBy {...at} object={client.decidedBy} />
    </>
  );
}
