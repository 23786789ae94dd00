export type { HistogramBucket } from './histogram';
export type { RequestSample, ServiceTraffic } from './ServiceTraffic';
