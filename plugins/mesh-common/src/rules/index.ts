export { checkConfig, RULES } from './checkConfig';
export type { ConfigObject } from './ConfigObject';
export type { ConfigSet } from './ConfigSet';
export type { Finding, FindingSeverity } from './Finding';
export type { Rule } from './Rule';
