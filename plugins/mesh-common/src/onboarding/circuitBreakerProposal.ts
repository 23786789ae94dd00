import { objectWords, postureObject } from '../posture/postureObject';
import { freeName } from './freeName';
import type { OnboardingSituation } from './OnboardingSituation';
import { httpPorts } from './portsProposal';
import type { Proposal } from './Proposal';
import { RESILIENCE } from './RESILIENCE';

/** A DestinationRule that limits connections and takes pods out of the pool that fail. */
export function circuitBreakerProposal(
  situation: OnboardingSituation,
): Proposal {
  const { objects, mesh, request } = situation;
  if (!request.circuitBreaker) return {};
  const { namespace, service } = request;
  // One of the root namespace would lose its effect beside one here; those of clients are their own matter.
  const existing = objects.destinationRules.find(({ metadata }) =>
    [namespace, mesh.rootNamespace].includes(metadata.namespace ?? ''),
  );
  if (existing) {
    return {
      already: [
        `Circuit breaker: ${objectWords(
          postureObject(existing),
        )} sets how clients call it. A second one for the same host would not count.`,
      ],
    };
  }
  const limits = RESILIENCE[request.resilience];
  return {
    files: [
      {
        path: 'destination-rule.yaml',
        says: `Limits what callers in the mesh ask of it at once (${limits.maxConnections} connections, ${limits.maxPendingRequests} waiting requests), and gives a pod nothing for ${limits.ejectionTime} that failed ${limits.consecutiveErrors} times in a row; half of the pods stay in any case.`,
        object: {
          apiVersion: 'networking.istio.io/v1',
          kind: 'DestinationRule',
          metadata: { name: freeName('DestinationRule', situation), namespace },
          spec: {
            host: service,
            trafficPolicy: {
              connectionPool: {
                tcp: {
                  maxConnections: limits.maxConnections,
                  connectTimeout: '2s',
                },
                ...(httpPorts(situation).length > 0 && {
                  http: {
                    http1MaxPendingRequests: limits.maxPendingRequests,
                    http2MaxRequests: limits.maxConnections,
                  },
                }),
              },
              outlierDetection: {
                consecutive5xxErrors: limits.consecutiveErrors,
                interval: '10s',
                baseEjectionTime: limits.ejectionTime,
                maxEjectionPercent: 50,
              },
            },
          },
        },
      },
    ],
  };
}
