import type { Workload } from './ConfigSet';

const PROXY = 'istio-proxy';

/** Whether the pods are a gateway: nothing but Istio's proxy, written out or left to the injector. */
export function isGateway({ template }: Workload): boolean {
  const { containers = [] } = template?.spec ?? {};
  return (
    containers.length > 0 && containers.every(({ name }) => name === PROXY)
  );
}
