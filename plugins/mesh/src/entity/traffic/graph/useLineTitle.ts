import { useCallback } from 'react';
import { usePhrases } from '../../../ui/usePhrases';
import { useTrafficWords } from '../useTrafficWords';
import type { Centre } from './centresOf';
import type { GraphEnd } from './groupPeers';
import { directionOf } from './pictureOf';
import { useCentreName } from './useCentreName';

/** Returns a function that says from where to where a line goes. */
export function useLineTitle(): (end: GraphEnd, centre: Centre) => string {
  const t = usePhrases();
  const words = useTrafficWords();
  const centreName = useCentreName();
  return useCallback(
    (end, centre) => {
      const here = centreName(centre, true);
      const there =
        end.kind === 'peer'
          ? words.peerName(end.peer)
          : t('traffic.group', {
              count: end.group.peers.length,
              namespace: end.group.namespace,
            });
      const [from, to] =
        directionOf(end) === 'caller' ? [there, here] : [here, there];
      return t('traffic.lineFromTo', { from, to });
    },
    [t, words, centreName],
  );
}
