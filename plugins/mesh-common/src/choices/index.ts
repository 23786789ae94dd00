export { gatewayOptions } from './gatewayOptions';
export { namespaceOptions } from './namespaceOptions';
