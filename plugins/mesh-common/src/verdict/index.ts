export { judgeCanary, type ObservedRequests } from './judgeCanary';
export { DEFAULT_VERDICT_OPTIONS, type VerdictOptions } from './VerdictOptions';
