export { gatewayOptions } from './gatewayOptions';
export {
  hostOnGateway,
  proposedHosts,
  type GatewayServerOption,
  type HostOnGateway,
} from './hostOnGateway';
export { isSystemNamespace } from './isSystemNamespace';
export { namespaceOptions } from './namespaceOptions';
