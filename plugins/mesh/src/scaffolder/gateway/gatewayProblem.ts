import { hostOnGateway, type GatewayOption } from '@meshway/plugin-mesh-common';
import { isDnsLabel, isDnsSubdomain } from '../field/dnsNames';
import type { GatewayChoice } from './GatewayChoice';

/** What is wrong with a choice: `key` among the messages, at the Gateway or at the host. */
export type GatewayProblem =
  | { at: 'gateway'; key: 'gatewayEmpty' | 'gatewayInvalid' | 'gatewayMissing' }
  | { at: 'host'; key: 'hostEmpty' | 'hostInvalid' | 'unserved' }
  | { at: 'host'; key: 'taken'; virtualService: string };

/**
 * What is wrong with a Gateway and a host on it.
 *
 * @param namespace - of the VirtualService that will name the host
 * @param gateways - of the cluster; undefined when they cannot be read
 */
export function gatewayProblem(
  { gateway, host }: GatewayChoice,
  namespace: string,
  gateways: GatewayOption[] | undefined,
): GatewayProblem | undefined {
  if (gateway === '') return { at: 'gateway', key: 'gatewayEmpty' };
  const [itsNamespace = '', name = '', ...rest] = gateway.split('/');
  if (!isDnsLabel(itsNamespace) || !isDnsSubdomain(name) || rest.length > 0) {
    return { at: 'gateway', key: 'gatewayInvalid' };
  }
  const option = findGateway(gateways, gateway);
  if (gateways && !option) return { at: 'gateway', key: 'gatewayMissing' };
  if (host === '') return { at: 'host', key: 'hostEmpty' };
  if (!isDnsSubdomain(host) || !host.includes('.')) {
    return { at: 'host', key: 'hostInvalid' };
  }
  if (!option) return undefined;
  const { servers, takenBy } = hostOnGateway(option, host, namespace);
  if (takenBy) return { at: 'host', key: 'taken', virtualService: takenBy };
  return servers.length === 0 ? { at: 'host', key: 'unserved' } : undefined;
}

/** The Gateway of a name such as `edge/public`. */
export function findGateway(
  gateways: GatewayOption[] | undefined,
  reference: string,
): GatewayOption | undefined {
  return gateways?.find(
    ({ namespace, name }) => `${namespace}/${name}` === reference,
  );
}
