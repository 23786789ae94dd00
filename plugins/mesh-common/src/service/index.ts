export {
  buildFleetRow,
  compareFleetRows,
  needsAttention,
  urgencyOfFleetRow,
} from './buildFleetRow';
export { buildServiceTraffic } from './buildServiceTraffic';
export { buildServiceView } from './buildServiceView';
export { canaryBeganAt } from './canaryBeganAt';
export { decideConsent, type DecidedObject } from './decideConsent';
export { findServiceObjects } from './findServiceObjects';
export { abortReason } from './headline/because';
export type { NamespacedName } from './hosts';
export { indexKeysOf, type IndexKey } from './objectIndex';
export type { LabelRequirement } from './labelSelector';
export { parseEntityServices } from './parseEntityServices';
export type { EntityServicesQuery } from './parseEntityServices';
export { parseServiceAnnotation } from './parseServiceAnnotation';
export { readServiceTraffic } from './readServiceTraffic';
export { resolveEntityServices } from './resolveEntityServices';
export type { EntityServices } from './resolveEntityServices';
export type { ServiceObjects } from './ServiceObjects';
export { trafficParties, type TrafficParties } from './trafficParties';
