export { gatewayOptions } from './gatewayOptions';
export {
  hostOnGateway,
  hostOnProxies,
  proposedHosts,
  type GatewayServerOption,
  type HostOnGateway,
  type HostTaken,
} from './hostOnGateway';
export { isSystemNamespace } from './isSystemNamespace';
export { namespaceOptions } from './namespaceOptions';
