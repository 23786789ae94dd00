import type {
  MetricAttributes,
  MetricOptions,
  MetricsService,
  MetricsServiceObservable,
  MetricsServiceObservableCallback,
} from '@backstage/backend-plugin-api/alpha';

interface Measurement {
  name: string;
  value: number;
  attributes?: MetricAttributes;
}

/**
 * A metrics service that remembers what it was told, and asks observables when the test does.
 */
export class RecordedMetrics implements MetricsService {
  readonly units = new Map<string, string | undefined>();
  readonly told: Measurement[] = [];
  private readonly observed: {
    name: string;
    callback: MetricsServiceObservableCallback;
  }[] = [];

  async collect(): Promise<Measurement[]> {
    const collected: Measurement[] = [];
    for (const { name, callback } of this.observed) {
      await callback({
        observe: (value, attributes) =>
          collected.push({ name, value, attributes }),
      });
    }
    return collected;
  }

  createCounter(name: string, options?: MetricOptions) {
    return { add: this.instrument(name, options) };
  }

  createUpDownCounter(name: string, options?: MetricOptions) {
    return { add: this.instrument(name, options) };
  }

  createHistogram(name: string, options?: MetricOptions) {
    return { record: this.instrument(name, options) };
  }

  createGauge(name: string, options?: MetricOptions) {
    return { record: this.instrument(name, options) };
  }

  createObservableCounter(name: string, options?: MetricOptions) {
    return this.observable(name, options);
  }

  createObservableUpDownCounter(name: string, options?: MetricOptions) {
    return this.observable(name, options);
  }

  createObservableGauge(name: string, options?: MetricOptions) {
    return this.observable(name, options);
  }

  private instrument(name: string, options?: MetricOptions) {
    this.units.set(name, options?.unit);
    return (value: number, attributes?: MetricAttributes) => {
      this.told.push({ name, value, attributes });
    };
  }

  private observable(
    name: string,
    options?: MetricOptions,
  ): MetricsServiceObservable<any> {
    this.units.set(name, options?.unit);
    return {
      addCallback: callback => {
        this.observed.push({ name, callback });
      },
      removeCallback: () => {},
    };
  }
}
