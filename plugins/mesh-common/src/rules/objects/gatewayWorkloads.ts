import type { Service } from '../../kubernetes';
import type { ConfigSet, Workload } from './ConfigSet';

const PROXY = 'istio-proxy';

/** Whether the pods are a gateway: nothing but Istio's proxy, written out or left to the injector. */
export function isGateway({ template }: Workload): boolean {
  const { containers = [] } = template?.spec ?? {};
  return (
    containers.length > 0 && containers.every(({ name }) => name === PROXY)
  );
}

/** Whether a Service leads to a gateway, or to pods that nobody here knows. */
export function isGatewayService(config: ConfigSet, service: Service): boolean {
  return config.workloadsOf(service).every(({ object }) => isGateway(object));
}
