import { proposedHosts, type GatewayOption } from '@meshway/plugin-mesh-common';
import type { GatewayChoice } from './GatewayChoice';
import { findGateway } from './gatewayProblem';

/** The choice with what can be proposed: the only Gateway that serves HTTP, and a host on it that is free. */
export function completeGatewayChoice(
  choice: GatewayChoice,
  situation: {
    gateways: GatewayOption[] | undefined;
    service: { name: string; namespace: string };
    isHostTyped: boolean;
  },
): GatewayChoice {
  const { gateways, service, isHostTyped } = situation;
  const usable = (gateways ?? []).filter(({ servers }) =>
    servers.some(({ servesHttp }) => servesHttp),
  );
  const [only, ...others] = usable.map(
    ({ namespace, name }) => `${namespace}/${name}`,
  );
  const gateway =
    choice.gateway || (others.length === 0 && only !== undefined ? only : '');
  const option = findGateway(gateways, gateway);
  if (isHostTyped || !option) return { gateway, host: choice.host };
  const [host = ''] = proposedHosts(option, service.name, service.namespace);
  return { gateway, host };
}
