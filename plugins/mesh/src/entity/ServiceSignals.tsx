import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { Signals } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../translation';
import {
  formatCount,
  formatMilliseconds,
  formatRate,
  formatShare,
} from '../ui/formatNumber';
import { useDurationText } from '../ui/useDurationText';
import styles from './ServiceSignals.module.css';

/** Request rate and error share of the whole service, or why there are none. */
export function ServiceSignals(props: { signals?: Signals }) {
  const { signals } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const durationText = useDurationText();
  if (!signals) return null;
  const window = durationText(signals.windowSeconds * 1000);
  if (signals.requests === 0) {
    return (
      <p className={styles.silent}>
        <strong>{t('service.noTraffic')}</strong>{' '}
        {t('service.noTrafficDescription', { window })}
      </p>
    );
  }
  return (
    <dl className={styles.signals}>
      <div>
        <dt>{t('service.requests')}</dt>
        <dd>
          {t('number.rate', { value: formatRate(signals.requestsPerSecond) })}
        </dd>
      </div>
      <div>
        <dt>{t('service.errors')}</dt>
        <dd>
          {signals.errorShare === undefined
            ? t('number.none')
            : t('number.percent', { value: formatShare(signals.errorShare) })}
        </dd>
      </div>
      {signals.latency && (
        <div>
          <dt>{t('service.latency')}</dt>
          <dd>
            {t('number.milliseconds', {
              value: formatMilliseconds(signals.latency.p95),
            })}
          </dd>
        </div>
      )}
      <div>
        <dt>{t('service.window', { window })}</dt>
        <dd>
          {t('service.windowRequests', {
            count: signals.requests,
            formatted: formatCount(signals.requests),
          })}
        </dd>
      </div>
    </dl>
  );
}
