import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useCallback } from 'react';
import { meshTranslationRef } from '../translation';

/** Returns a function that puts milliseconds into short words: `42 s`, `5 min`, `3 h 10 min`, `4 d`. */
export function useDurationText(): (milliseconds: number) => string {
  const { t } = useTranslationRef(meshTranslationRef);
  return useCallback(
    milliseconds => {
      if (!Number.isFinite(milliseconds)) return t('time.unknown');
      const seconds = Math.max(0, Math.round(milliseconds / 1000));
      if (seconds < 60) return t('time.seconds', { value: String(seconds) });
      const minutes = Math.floor(seconds / 60);
      if (minutes < 60) return t('time.minutes', { value: String(minutes) });
      const hours = Math.floor(minutes / 60);
      if (hours < 6 && minutes % 60 > 0) {
        return t('time.hoursAndMinutes', {
          hours: String(hours),
          minutes: String(minutes % 60),
        });
      }
      if (hours < 48) return t('time.hours', { value: String(hours) });
      return t('time.days', { value: String(Math.floor(hours / 24)) });
    },
    [t],
  );
}
