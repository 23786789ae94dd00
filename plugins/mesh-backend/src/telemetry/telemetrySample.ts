import type {
  TelemetryMetric,
  TelemetrySample,
} from '@meshway/plugin-mesh-common';
import type { MetricsSample } from '@meshway/plugin-mesh-node';
import { METER, podLabelsOf, type QueryScope } from './queries';

/** Reads a series of an answer, with the pod under the name that the model knows. */
export function telemetrySample(
  { labels, value }: MetricsSample,
  scope: QueryScope,
): TelemetrySample {
  const { [METER]: metric, ...rest } = labels;
  const pod = podLabelsOf(scope)
    .map(label => labels[label])
    .find(Boolean);
  return {
    metric: metric as TelemetryMetric,
    labels: pod === undefined || pod === rest.pod ? rest : { ...rest, pod },
    value,
  };
}
