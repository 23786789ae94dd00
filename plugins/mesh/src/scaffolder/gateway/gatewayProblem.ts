import {
  hostOnGateway,
  type GatewayOption,
  type HostTaken,
} from '@meshway/plugin-mesh-common';
import { isDnsLabel, isDnsSubdomain } from '../field/dnsNames';
import type { GatewayChoice } from './GatewayChoice';

/** What is wrong with a choice: `key` among the messages, at the Gateway or at the host. */
export type GatewayProblem =
  | { at: 'gateway'; key: 'gatewayEmpty' | 'gatewayInvalid' | 'gatewayMissing' }
  | ({ at: 'host' } & (HostProblem | { key: 'unserved' }));

/** What is wrong with a host itself, or that it is taken. */
export type HostProblem =
  | { key: 'hostEmpty' | 'hostInvalid' }
  | { key: 'taken'; virtualService: string };

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
  const onGateway = option && hostOnGateway(option, host, namespace);
  const problem = hostProblem(host, onGateway ?? {});
  if (problem) return { at: 'host', ...problem };
  return onGateway?.servers.length === 0
    ? { at: 'host', key: 'unserved' }
    : undefined;
}

/** What is wrong with a host that somebody may have already. */
export function hostProblem(
  host: string,
  { takenBy }: HostTaken,
): HostProblem | undefined {
  if (host === '') return { key: 'hostEmpty' };
  if (!isDnsSubdomain(host) || !host.includes('.')) {
    return { key: 'hostInvalid' };
  }
  return takenBy ? { key: 'taken', virtualService: takenBy } : undefined;
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
