import { isGateway } from './objects/gatewayWorkloads';
import { dataPlaneOf, serverTls } from './objects/mutualTls';
import type { Rule } from './Rule';

export const strictOutside: Rule = {
  code: 'MSH505',
  title: 'Nobody from outside calls a STRICT service directly',
  severity: 'warning',
  why: 'A Service of type LoadBalancer or NodePort brings in callers without a proxy; pods under STRICT close their connections.',
  mend: 'Make the Service a ClusterIP and let a gateway expose it, or open the port with portLevelMtls.',
  docs: 'https://istio.io/latest/docs/reference/config/security/peer_authentication/',
  check: config =>
    config
      .ofKind('Service')
      .filter(({ object: { spec } }) =>
        ['LoadBalancer', 'NodePort'].includes(spec.type ?? ''),
      )
      .flatMap(about => {
        const strict = config
          .workloadsOf(about.object)
          .filter(workload => !isGateway(workload.object))
          .filter(
            workload => dataPlaneOf(config, workload).dataPlane !== 'none',
          )
          .map(workload => serverTls(config, workload))
          .find(({ mode, ports }) => mode === 'STRICT' && ports.length === 0);
        return strict
          ? [
              {
                about,
                message: `It is of type ${about.object.spec.type}, and ${
                  strict.by?.label ?? 'the mesh'
                } lets its pods take mutual TLS alone.`,
              },
            ]
          : [];
      }),
};
