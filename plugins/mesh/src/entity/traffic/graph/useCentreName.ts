import { useCallback } from 'react';
import { usePhrases } from '../../../ui/usePhrases';
import { useRoleName } from '../useRoleName';
import type { Centre } from './centresOf';

/** Returns a function that names a part of the service in the middle of the picture. */
export function useCentreName(): (centre: Centre, beside: boolean) => string {
  const t = usePhrases();
  const roleName = useRoleName();
  return useCallback(
    (centre, beside) => {
      if (centre.kind === 'whole') {
        return t(beside ? 'traffic.wholeRest' : 'traffic.whole');
      }
      const { revision, hash } = centre;
      return revision
        ? t('traffic.chart.revision', {
            role: roleName(revision.role),
            version: revision.version,
          })
        : hash;
    },
    [t, roleName],
  );
}
