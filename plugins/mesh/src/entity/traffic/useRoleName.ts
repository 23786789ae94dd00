import type { RevisionRole } from '@meshway/plugin-mesh-common';
import { useCallback } from 'react';
import { usePhrases } from '../../ui/usePhrases';

/** Returns a function that says in a word what a revision is to its delivery. */
export function useRoleName(): (role: RevisionRole) => string {
  const t = usePhrases();
  return useCallback(
    role => {
      switch (role) {
        case 'stable':
          return t('revisions.roleStable');
        case 'active':
          return t('revisions.roleActive');
        case 'canary':
          return t('revisions.roleCanary');
        case 'preview':
          return t('revisions.rolePreview');
        default:
          return t('revisions.roleOld');
      }
    },
    [t],
  );
}
