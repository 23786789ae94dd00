import type { Service } from '../kubernetes';
import { protocolOfPort, protocolOfWord } from '../rules/objects/portProtocol';
import type { OnboardingSituation } from './OnboardingSituation';
import type { Proposal } from './Proposal';

type ServicePort = Service['spec']['ports'][number];

/** Protocols that Istio routes by request, with timeouts and retries. */
const HTTP = ['http', 'http2', 'http_proxy', 'grpc'];

/** The protocol of each port whose name tells none. */
export function portsProposal(situation: OnboardingSituation): Proposal {
  const { service } = situation.objects;
  const untold = service.spec.ports.filter(
    port => isTcp(port) && !protocolOfPort(port),
  );
  const told = untold.flatMap(port => {
    const appProtocol = guessedProtocol(situation, port);
    return appProtocol ? [{ port: port.port, appProtocol }] : [];
  });
  const numbers = told.map(({ port }) => port);
  const { name, namespace } = service.metadata;
  return {
    problems: untold
      .filter(({ port }) => !numbers.includes(port))
      .map(
        port =>
          `Port ${port.port} of the Service ${
            port.name ? `is called "${port.name}"` : 'has no name'
          }, which does not tell Istio what it speaks, and neither do the pods. Say which protocol it is.`,
      ),
    files:
      told.length === 0
        ? []
        : [
            {
              path: 'service.yaml',
              says: `Tells Istio what the Service speaks, ${told
                .map(
                  ({ port, appProtocol }) => `${appProtocol} on port ${port}`,
                )
                .join(
                  ', ',
                )}: else it guesses from the first bytes. Nothing is renamed, so what refers to a port by its name goes on working.`,
              object: {
                apiVersion: 'v1',
                kind: 'Service',
                metadata: { name, namespace },
                spec: {
                  // Port and protocol are the keys by which the API server merges the list.
                  ports: told.map(({ port, appProtocol }) => ({
                    port,
                    protocol: 'TCP',
                    appProtocol,
                  })),
                },
              },
            },
          ],
  };
}

/** Ports whose requests Istio sees, once the plan is carried out. */
export function httpPorts(situation: OnboardingSituation): number[] {
  return situation.objects.service.spec.ports
    .filter(port => {
      const protocol =
        protocolOfPort(port) ?? guessedProtocol(situation, port) ?? '';
      return (
        isTcp(port) &&
        (HTTP.includes(protocol) || protocol.startsWith('kubernetes.io/'))
      );
    })
    .map(({ port }) => port);
}

/** What the pods call the port it leads to, else what the author says. */
function guessedProtocol(
  { workloads, request }: OnboardingSituation,
  { port, targetPort = port }: ServicePort,
): string | undefined {
  const target = workloads
    .flatMap(({ template }) => template.content.spec?.containers ?? [])
    .flatMap(({ ports = [] }) => ports)
    .find(
      ({ name, containerPort }) =>
        name === targetPort || containerPort === targetPort,
    );
  return protocolOfWord(target?.name) ?? request.protocol;
}

function isTcp({ protocol = 'TCP' }: ServicePort): boolean {
  return protocol === 'TCP';
}
