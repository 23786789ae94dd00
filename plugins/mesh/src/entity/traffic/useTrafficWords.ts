import { parseEntityRef } from '@backstage/catalog-model';
import { useMemo } from 'react';
import { usePhrases } from '../../ui/usePhrases';
import {
  formatMilliseconds,
  formatRate,
  formatShare,
} from '../../ui/formatNumber';
import { encryptionOf } from './encryption';
import { formatBytesPerSecond } from './formatBytes';
import type { Peer } from './peersOf';
import type { EdgeSum } from './sumEdges';

/** Puts the figures and the names of traffic into words. */
export function useTrafficWords() {
  const t = usePhrases();
  return useMemo(() => {
    const none = t('number.none');
    const rate = (value: number | undefined) =>
      value === undefined
        ? none
        : t('number.rate', { value: formatRate(value) });
    const share = (value: number | undefined) =>
      value === undefined
        ? none
        : t('number.percent', { value: formatShare(value) });
    const milliseconds = (value: number | undefined) =>
      value === undefined
        ? none
        : t('number.milliseconds', { value: formatMilliseconds(value) });
    const encryption = (mtlsShare: number | undefined) =>
      t(`traffic.encryption.${encryptionOf(mtlsShare)}`, {
        share: formatShare(mtlsShare ?? 0),
      });
    /** Requests, or the bytes of connections that make none. */
    const volume = (
      sum: Pick<EdgeSum, 'requestsPerSecond' | 'bytesPerSecond'>,
    ) =>
      sum.requestsPerSecond === 0 && sum.bytesPerSecond !== undefined
        ? formatBytesPerSecond(sum.bytesPerSecond)
        : rate(sum.requestsPerSecond);
    return {
      rate,
      share,
      milliseconds,
      encryption,
      volume,
      protocols: (sum: Pick<EdgeSum, 'protocols'>) =>
        sum.protocols
          .map(protocol => t(`traffic.protocol.${protocol}`))
          .join(' + '),
      peerName: (peer: Peer) =>
        peer.name ??
        (peer.entityRef
          ? parseEntityRef(peer.entityRef).name
          : t('traffic.peer.unknownName')),
      peerKind: (peer: Peer) =>
        t(`traffic.peer.${peer.seen?.kind ?? 'silent'}`),
      /** All of a line in one sentence, for those who hear it. */
      figures: (sum: EdgeSum) =>
        sum.protocols.length === 0
          ? t('traffic.silentLine')
          : [
              volume(sum),
              sum.errorShare !== undefined &&
                (sum.errorShare === 0
                  ? t('traffic.noErrors')
                  : t('traffic.errors', {
                      share: formatShare(sum.errorShare),
                    })),
              sum.p95 !== undefined &&
                t('traffic.p95', { value: formatMilliseconds(sum.p95) }),
              encryption(sum.mtlsShare),
              sum.protocols
                .map(protocol => t(`traffic.protocol.${protocol}`))
                .join(' + '),
            ]
              .filter(Boolean)
              .join(', '),
    };
  }, [t]);
}
