export { checkConfig, checkService } from './checkConfig';
export { RULES } from './RULES';
export type { ConfigObject } from './objects/ConfigObject';
export type { ConfigItem, Named, Subject } from './objects/ConfigItem';
export type { ConfigSet, Workload } from './objects/ConfigSet';
export type { Finding, FindingObject, FindingSeverity } from './Finding';
export type { Complaint, Rule } from './Rule';
