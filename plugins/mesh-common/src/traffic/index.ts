export type { HistogramBucket } from './histogram';
export type {
  DurationSample,
  RequestSample,
  ServedBy,
  ServiceTraffic,
  TcpSample,
} from './ServiceTraffic';
export type { TelemetryMetric, TelemetrySample } from './TelemetrySample';
