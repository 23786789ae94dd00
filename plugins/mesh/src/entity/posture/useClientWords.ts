import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type { ClientTls } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';

/** Returns a function that says which clients are meant: `Clients in namespace shop to port 9080`. */
export function useClientWords(): (client: ClientTls) => string {
  const { t } = useTranslationRef(meshTranslationRef);
  return ({ clientNamespace, clientLabels, service, subset, port }) =>
    [
      clientNamespace === undefined
        ? t('posture.client.everybody')
        : t('posture.client.namespace', { namespace: clientNamespace }),
      clientLabels &&
        t('posture.client.labels', {
          labels: Object.entries(clientLabels)
            .map(([name, value]) => `${name}=${value}`)
            .join(', '),
        }),
      service && t('posture.client.toService', { service }),
      subset && t('posture.client.toSubset', { subset }),
      port !== undefined && t('posture.client.toPort', { port: String(port) }),
    ]
      .filter(Boolean)
      .join(' ');
}
