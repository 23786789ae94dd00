export { buildFleetRow, compareFleetRows } from './buildFleetRow';
export { buildServiceView } from './buildServiceView';
export { decideConsent } from './decideConsent';
export { findServiceObjects } from './findServiceObjects';
export { parseServiceAnnotation } from './parseServiceAnnotation';
export type { ServiceObjects } from './ServiceObjects';
