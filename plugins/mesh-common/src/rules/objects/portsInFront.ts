import type { Service } from '../../kubernetes';
import type { Named } from './ConfigItem';
import type { ConfigSet, Workload } from './ConfigSet';
import { dataPlaneOf } from './mutualTls';

/** The ports of all Services that take a workload's pods; none when the pods have no proxy that could mind. */
export function portsInFront(
  config: ConfigSet,
  workload: Named<Workload>,
): Service['spec']['ports'] {
  return dataPlaneOf(config, workload).dataPlane === 'none'
    ? []
    : config.servicesOf(workload).flatMap(({ object }) => object.spec.ports);
}
