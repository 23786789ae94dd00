import { isGateway } from './objects/gatewayWorkloads';
import { dataPlaneOf } from './objects/mutualTls';
import { protocolOfPort } from './objects/portProtocol';
import type { Rule } from './Rule';

export const portNames: Rule = {
  code: 'MSH317',
  title: 'Port names tell the protocol',
  severity: 'warning',
  why: 'Istio takes the protocol from the name of a port or its appProtocol; else it guesses from the first bytes, and routes, retries and metrics of HTTP may not work.',
  mend: 'Call the port http, http-<name>, grpc, tcp and so on, or set appProtocol.',
  docs: 'https://istio.io/latest/docs/ops/configuration/traffic-management/protocol-selection/',
  like: {
    istio: ['IST0118'],
    kiali: ['KIA0601', 'KIA0602'],
    differs: 'Istio looks at Services of pods outside the mesh as well.',
  },
  check: config =>
    config
      .ofKind('Service')
      // The proxy itself needs no hint, and nobody else's pods have one that would.
      .filter(({ object }) =>
        config
          .workloadsOf(object)
          .some(
            workload =>
              !isGateway(workload.object) &&
              dataPlaneOf(config, workload).dataPlane !== 'none',
          ),
      )
      .flatMap(about =>
        about.object.spec.ports
          .filter(port => port.protocol !== 'UDP' && !protocolOfPort(port))
          .map(({ port, name }) => ({
            about,
            message: name
              ? `Its port ${port} is called "${name}", which is no protocol that Istio knows.`
              : `Its port ${port} has no name.`,
          })),
      ),
};
