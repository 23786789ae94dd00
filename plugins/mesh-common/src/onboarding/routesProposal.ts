import { objectWords, postureObject } from '../posture/postureObject';
import { hostMeans, isForMesh } from '../service/hosts';
import { freeName } from './freeName';
import type { OnboardingSituation } from './OnboardingSituation';
import { httpPorts } from './portsProposal';
import type { Proposal } from './Proposal';
import { RESILIENCE } from './RESILIENCE';

/** A VirtualService with timeout and retries for callers in the mesh. */
export function routesProposal(situation: OnboardingSituation): Proposal {
  const { objects, mesh, request } = situation;
  if (request.resilience === 'none') return {};
  const { namespace, service } = request;
  const existing = objects.virtualServices.find(
    virtualService =>
      isForMesh(virtualService) &&
      virtualService.spec.hosts.some(host =>
        hostMeans(
          host,
          virtualService.metadata.namespace,
          { namespace, name: service },
          mesh,
        ),
      ),
  );
  if (existing) {
    return {
      already: [
        `Timeouts and retries: ${objectWords(
          postureObject(existing),
        )} leads callers to it. Write them into its routes.`,
      ],
    };
  }
  const ports = httpPorts(situation);
  if (ports.length === 0) {
    return {
      already: [
        'Timeouts and retries: none of its ports speaks HTTP or gRPC, so there are no requests to time.',
      ],
    };
  }
  const { timeout, attempts, perTryTimeout } = RESILIENCE[request.resilience];
  const isOnly = objects.service.spec.ports.length === 1;
  return {
    files: [
      {
        path: 'virtual-service.yaml',
        says: `Ends requests of callers in the mesh after ${timeout}, and ${
          attempts > 0
            ? `sends up to ${attempts} times again what cannot have reached the application`
            : 'sends none again by itself'
        }. Look first whether any request may take longer.`,
        object: {
          apiVersion: 'networking.istio.io/v1',
          kind: 'VirtualService',
          metadata: { name: freeName('VirtualService', situation), namespace },
          spec: {
            hosts: [service],
            http: ports.map(port => ({
              name: isOnly ? 'primary' : `port-${port}`,
              ...(!isOnly && { match: [{ port }] }),
              timeout,
              retries:
                attempts > 0
                  ? {
                      attempts,
                      perTryTimeout,
                      retryOn: 'connect-failure,refused-stream',
                    }
                  : { attempts: 0 },
              route: [
                {
                  destination: {
                    host: service,
                    ...(!isOnly && { port: { number: port } }),
                  },
                },
              ],
            })),
          },
        },
      },
    ],
  };
}
