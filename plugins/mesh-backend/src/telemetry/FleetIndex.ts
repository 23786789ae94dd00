import type {
  TelemetrySample,
  TrafficParties,
} from '@meshway/plugin-mesh-common';

/**
 * The samples of all services, by the Services that they name.
 */
export class FleetIndex {
  private readonly byService = new Map<string, TelemetrySample[]>();
  /** Of several Services together, so that the same question has the very same answer. */
  private readonly together = new Map<string, TelemetrySample[]>();

  constructor(samples: TelemetrySample[]) {
    for (const sample of samples) {
      const { labels } = sample;
      const key = keyOf(
        labels.destination_service_namespace,
        labels.destination_service_name,
      );
      const known = this.byService.get(key);
      if (known) known.push(sample);
      else this.byService.set(key, [sample]);
    }
  }

  of({ namespace, services }: TrafficParties): TelemetrySample[] {
    const keys = services.map(name => keyOf(namespace, name));
    const key = keys.join(' ');
    let found = this.together.get(key);
    if (!found) {
      found = keys.flatMap(one => this.byService.get(one) ?? []);
      this.together.set(key, found);
    }
    return found;
  }
}

function keyOf(namespace: string | undefined, name: string | undefined) {
  return `${namespace}/${name}`;
}
