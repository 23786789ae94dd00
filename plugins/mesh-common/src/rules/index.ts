export { checkConfig, checkService } from './checkConfig';
export { parseConfigFiles, type ConfigFile } from './parseConfigFiles';
export { RULES } from './RULES';
export type { ConfigObject } from './objects/ConfigObject';
export type { ConfigItem, Named, Subject } from './objects/ConfigItem';
export type { ConfigSet, Workload } from './objects/ConfigSet';
export type { Complaint, Rule } from './Rule';
