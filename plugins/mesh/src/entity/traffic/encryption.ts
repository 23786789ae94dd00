/** How much of the traffic is encrypted by mutual TLS, in one word. */
export type Encryption = 'encrypted' | 'partly' | 'plain' | 'untold';

/** @param mtlsShare - 0 to 1; undefined when no receiver tells */
export function encryptionOf(mtlsShare: number | undefined): Encryption {
  if (mtlsShare === undefined) return 'untold';
  if (mtlsShare >= 1) return 'encrypted';
  return mtlsShare > 0 ? 'partly' : 'plain';
}
