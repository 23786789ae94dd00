export { checkConfig, RULES } from './checkConfig';
export type { ConfigObject } from './ConfigObject';
export type { ConfigSet, Named } from './ConfigSet';
export type { Finding, FindingSeverity } from './Finding';
export type { Complaint, Rule } from './Rule';
