import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Alert } from '@backstage/ui';
import { hostOnGateway, type GatewayOption } from '@meshway/plugin-mesh-common';
import { meshTranslationRef } from '../../translation';

/** Where the service will be reached by a host that fits its Gateway, and what to know about that. */
export function HostOutlook(props: {
  gateway: GatewayOption;
  host: string;
  namespace: string;
}) {
  const { gateway, host, namespace } = props;
  const { t } = useTranslationRef(meshTranslationRef);
  const { servers, insteadOf } = hostOnGateway(gateway, host, namespace);
  const encrypted = servers.filter(({ tls }) => tls);
  const open = encrypted.length > 0 ? encrypted : servers;
  const addresses = new Set(
    open.map(({ tls, port }) => addressOf(host, port, tls)),
  );
  return (
    <Alert
      role="status"
      status={insteadOf || encrypted.length === 0 ? 'warning' : 'info'}
      icon
      description={
        <>
          {t('wizardGateway.fits', { addresses: [...addresses].join(', ') })}
          {encrypted.length === 0 && ` ${t('wizardGateway.onlyPlain')}`}
          {insteadOf && ` ${t('wizardGateway.insteadOf', insteadOf)}`}
        </>
      }
    />
  );
}

function addressOf(host: string, port: number, isEncrypted: boolean): string {
  const scheme = isEncrypted ? 'https' : 'http';
  const isUsual = port === (isEncrypted ? 443 : 80);
  return `${scheme}://${host}${isUsual ? '' : `:${port}`}`;
}
