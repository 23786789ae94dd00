import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { DeliveryPause } from '@meshway/plugin-mesh-common';
import { useNow } from '../hooks/useNow';
import { meshTranslationRef } from '../translation';
import { useDurationText } from './useDurationText';

/** How long a pause still lasts, or how long it has lasted where only a person ends it. */
export function PauseClock(props: { pause: DeliveryPause }) {
  const { t } = useTranslationRef(meshTranslationRef);
  const durationText = useDurationText();
  const now = useNow();
  const { startedAt, endsAt } = props.pause;
  if (endsAt === undefined) {
    return (
      <>
        {t('delivery.waitsSince', {
          duration: durationText(now - Date.parse(startedAt)),
        })}
      </>
    );
  }
  const left = Math.ceil((Date.parse(endsAt) - now) / 1000);
  if (left <= 0) return <>{t('delivery.countdownOver')}</>;
  return (
    <span role="timer">{t('delivery.countdown', { left: clock(left) })}</span>
  );
}

/** Seconds as `m:ss` or `h:mm:ss`. */
function clock(seconds: number): string {
  const parts = [Math.floor((seconds % 3600) / 60), seconds % 60];
  if (seconds >= 3600) parts.unshift(Math.floor(seconds / 3600));
  return parts
    .map((part, index) => (index === 0 ? part : String(part).padStart(2, '0')))
    .join(':');
}
