import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { RequestFailure } from '@meshway/plugin-mesh-common';
import { useId } from 'react';
import { meshTranslationRef } from '../../../translation';
import { formatCount } from '../../../ui/formatNumber';
import { knownFlags } from '../responseFlags';
import styles from './DetailsPanel.module.css';

/** In which ways requests fail, with what the proxies say of it in plain words. */
export function FailureList(props: { failures: RequestFailure[] }) {
  const { t } = useTranslationRef(meshTranslationRef);
  const titleId = useId();
  return (
    <>
      <h6 id={titleId} className={styles.failuresTitle}>
        {t('traffic.panel.failures')}
      </h6>
      <ul aria-labelledby={titleId} className={styles.failures}>
        {props.failures.map(({ code, flags, requests }) => (
          <li key={`${code} ${flags}`}>
            {t('traffic.panel.failure', {
              count: requests,
              formatted: formatCount(requests),
              code: code === '-' ? t('traffic.panel.noResponse') : code,
            })}
            {flags !== '-' && (
              <>
                {' '}
                <code className={styles.flags}>{flags}</code>{' '}
                {knownFlags(flags)
                  .map(flag => t(`traffic.flag.${flag}`))
                  .join(', ')}
              </>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}
