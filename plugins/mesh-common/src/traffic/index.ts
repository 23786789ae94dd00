export type { RequestSample, ServiceTraffic } from './ServiceTraffic';
