/** Envoy's default histogram bounds, which Istio leaves as they are. */
export const BUCKET_BOUNDS: readonly number[] = [
  0.5, 1, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000, 30000, 60000,
  300000, 600000, 1800000, 3600000,
];

/** One finished HTTP request, as a proxy measures it. */
export interface HttpSample {
  durationMs: number;
  requestBytes: number;
  responseBytes: number;
}

/** What happened on a TCP connection since it was last told. */
export interface TcpSample {
  sentBytes: number;
  receivedBytes: number;
  opened: number;
  closed: number;
}

const TCP_COUNTERS: readonly [string, keyof TcpSample][] = [
  ['istio_tcp_sent_bytes_total', 'sentBytes'],
  ['istio_tcp_received_bytes_total', 'receivedBytes'],
  ['istio_tcp_connections_opened_total', 'opened'],
  ['istio_tcp_connections_closed_total', 'closed'],
];

/** Cumulative buckets; the lines' unchanging part is kept ready, as scrapes are frequent. */
class Histogram {
  readonly #counts = new Array<number>(BUCKET_BOUNDS.length).fill(0);
  readonly #bucketPrefixes: string[];
  readonly #sumPrefix: string;
  readonly #infPrefix: string;
  readonly #countPrefix: string;
  #sum = 0;
  #count = 0;

  constructor(name: string, labels: string) {
    this.#bucketPrefixes = BUCKET_BOUNDS.map(
      bound => `${name}_bucket{${labels},le="${bound}"} `,
    );
    this.#infPrefix = `${name}_bucket{${labels},le="+Inf"} `;
    this.#sumPrefix = `${name}_sum{${labels}} `;
    this.#countPrefix = `${name}_count{${labels}} `;
  }

  observe(value: number): void {
    this.#sum += value;
    this.#count += 1;
    for (let i = BUCKET_BOUNDS.length - 1; i >= 0; i -= 1) {
      if (value > BUCKET_BOUNDS[i]) {
        return;
      }
      this.#counts[i] += 1;
    }
  }

  write(lines: string[]): void {
    this.#bucketPrefixes.forEach((prefix, i) =>
      lines.push(prefix + this.#counts[i]),
    );
    lines.push(
      this.#infPrefix + this.#count,
      this.#sumPrefix + this.#sum,
      this.#countPrefix + this.#count,
    );
  }
}

interface HttpSeries {
  requests: number;
  duration: Histogram;
  requestBytes: Histogram;
  responseBytes: Histogram;
}

/** The counters of one pod's proxy. They live as long as the pod, and only grow. */
export class ProxyMetrics {
  readonly #http = new Map<string, HttpSeries>();
  readonly #tcp = new Map<string, TcpSample>();

  /** `labels` is a fragment from `standardLabels`. */
  recordHttp(labels: string, sample: HttpSample): void {
    let series = this.#http.get(labels);
    if (!series) {
      series = {
        requests: 0,
        duration: new Histogram('istio_request_duration_milliseconds', labels),
        requestBytes: new Histogram('istio_request_bytes', labels),
        responseBytes: new Histogram('istio_response_bytes', labels),
      };
      this.#http.set(labels, series);
    }
    series.requests += 1;
    series.duration.observe(sample.durationMs);
    series.requestBytes.observe(sample.requestBytes);
    series.responseBytes.observe(sample.responseBytes);
  }

  recordTcp(labels: string, sample: TcpSample): void {
    const series = this.#tcp.get(labels) ?? {
      sentBytes: 0,
      receivedBytes: 0,
      opened: 0,
      closed: 0,
    };
    series.sentBytes += sample.sentBytes;
    series.receivedBytes += sample.receivedBytes;
    series.opened += sample.opened;
    series.closed += sample.closed;
    this.#tcp.set(labels, series);
  }

  /** Prometheus text format. */
  exposition(): string {
    const lines: string[] = [];
    const http = [...this.#http];
    const family = (
      name: string,
      type: string,
      write: (out: string[]) => void,
    ) => {
      lines.push(`# TYPE ${name} ${type}`);
      write(lines);
    };
    if (http.length > 0) {
      family('istio_requests_total', 'counter', out =>
        http.forEach(([labels, { requests }]) =>
          out.push(`istio_requests_total{${labels}} ${requests}`),
        ),
      );
      family('istio_request_duration_milliseconds', 'histogram', out =>
        http.forEach(([, { duration }]) => duration.write(out)),
      );
      family('istio_request_bytes', 'histogram', out =>
        http.forEach(([, { requestBytes }]) => requestBytes.write(out)),
      );
      family('istio_response_bytes', 'histogram', out =>
        http.forEach(([, { responseBytes }]) => responseBytes.write(out)),
      );
    }
    const tcp = [...this.#tcp];
    for (const [name, field] of TCP_COUNTERS) {
      if (tcp.length > 0) {
        family(name, 'counter', out =>
          tcp.forEach(([labels, sample]) =>
            out.push(`${name}{${labels}} ${sample[field]}`),
          ),
        );
      }
    }
    return `${lines.join('\n')}\n`;
  }
}
