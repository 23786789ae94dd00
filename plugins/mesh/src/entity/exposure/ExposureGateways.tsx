import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  EntranceEncryption,
  ExposureGateway,
} from '@meshway/plugin-mesh-common';
import {
  RiAlertLine,
  RiArrowRightLine,
  RiLockLine,
  RiLockUnlockLine,
  RiQuestionLine,
} from '@remixicon/react';
import { ReactElement } from 'react';
import { meshTranslationRef } from '../../translation';
import { Sentence } from '../../ui/Sentence';
import { StatusChip, type Tone } from '../../ui/StatusChip';
import { ManifestButton } from '../manifest/ManifestButton';
import styles from './ExposureCard.module.css';

const LOOKS: Record<EntranceEncryption, { tone: Tone; icon: ReactElement }> = {
  none: { tone: 'warning', icon: <RiLockUnlockLine /> },
  redirect: { tone: 'neutral', icon: <RiArrowRightLine /> },
  terminated: { tone: 'positive', icon: <RiLockLine /> },
  mutual: { tone: 'positive', icon: <RiLockLine /> },
  passthrough: { tone: 'positive', icon: <RiLockLine /> },
  unknown: { tone: 'neutral', icon: <RiQuestionLine /> },
};

/** The Gateways by which clients outside come in, with what protects each entrance. */
export function ExposureGateways(props: {
  entityRef: string;
  cluster: string;
  gateways: ExposureGateway[];
}) {
  const { gateways, ...at } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  return (
    <ul className={styles.list}>
      {gateways.map(({ namespace, name, state, entrances }) => (
        <li key={`${namespace}/${name}`} className={styles.gateway}>
          <div className={styles.row}>
            {state === 'missing' ? (
              <span className={styles.name}>
                Gateway {namespace}/{name}
              </span>
            ) : (
              <ManifestButton
                {...at}
                object={{ kind: 'Gateway', namespace, name }}
              />
            )}
            {state !== 'found' && (
              <StatusChip tone="negative" icon={<RiAlertLine />}>
                {t(`exposure.state.${state}`)}
              </StatusChip>
            )}
          </div>
          {entrances.length === 0 && state === 'found' && (
            <p className={styles.quiet}>{t('exposure.noEntrance')}</p>
          )}
          {entrances.length > 0 && (
            <ul className={styles.list}>
              {entrances.map(({ encryption, sentence }) => (
                <li key={sentence} className={styles.row}>
                  <StatusChip {...LOOKS[encryption]}>
                    {t(`exposure.encryption.${encryption}`)}
                  </StatusChip>
                  <span className={styles.sentence}>
                    <Sentence text={sentence} />
                  </span>
                </li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ul>
  );
}
