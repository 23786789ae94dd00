import type { PeerAuthentication } from '../../kubernetes';
import type { ClientTls, MtlsMode } from '../../model';
import { askedDataPlane } from '../../posture/askedDataPlane';
import { clientGroups } from '../../posture/clientGroups';
import { clientTls } from '../../posture/clientTls';
import { effectiveMtls, mtlsModeOfPort } from '../../posture/effectiveMtls';
import type { Named, Subject } from './ConfigItem';
import type { ConfigSet, Workload } from './ConfigSet';

const INJECT = 'sidecar.istio.io/inject';

/** Whether labels give a workload's pods a proxy, as far as the objects tell. */
export function dataPlaneOf(
  config: ConfigSet,
  { ref, object: { labels, template } }: Named<Workload>,
): ReturnType<typeof askedDataPlane> {
  const namespace = config.find('Namespace', undefined, ref.namespace ?? '');
  // Whatever the namespace says, which files of a service often do not bring along.
  if (!namespace && labels[INJECT] === 'false') {
    return { dataPlane: 'none', by: `pod label ${INJECT}=false` };
  }
  const { annotations } = template?.metadata ?? {};
  return askedDataPlane({ labels, annotations }, namespace?.object);
}

/** What a workload takes, and the PeerAuthentication that says so. */
export function serverTls(
  config: ConfigSet,
  { object }: Named<Workload>,
): ReturnType<typeof effectiveMtls> & { by?: Named<PeerAuthentication> } {
  const policies = config.ofKind('PeerAuthentication');
  const mtls = effectiveMtls(
    { namespace: object.namespace ?? '', labels: object.labels },
    policies.map(policy => policy.object),
    config.mesh,
  );
  const { decidedBy } = mtls;
  const by = policies.find(
    ({ ref }) =>
      ref.name === decidedBy?.name && ref.namespace === decidedBy.namespace,
  );
  return { ...mtls, ...(by && { by }) };
}

/** A client that starts one TLS and a server that takes another. */
export interface TlsPair {
  client: ClientTls;
  server: MtlsMode;
  /** The DestinationRule that decides for the client, else the Service. */
  about: Subject;
  /** `"orders", subset "canary", port 80`. */
  host: string;
}

/** What clients start and what the pods behind each Service take, for the pods that have a sidecar or may have one. */
export function tlsPairs(config: ConfigSet): TlsPair[] {
  const rules = config.ofKind('DestinationRule');
  return config.ofKind('Service').flatMap(service => {
    const { namespace = '', name } = service.ref;
    const servers = config
      .workloadsOf(service.object)
      .filter(workload =>
        ['sidecar', 'unknown'].includes(
          dataPlaneOf(config, workload).dataPlane,
        ),
      );
    const [first] = servers;
    if (!first) return [];
    const mtls = serverTls(config, first);
    const groups = clientGroups(
      rules.map(({ object }) => object),
      { namespace, name },
      config.mesh,
    );
    return groups
      .flatMap(group =>
        clientTls(
          { service: service.object, isSibling: false },
          group,
          config.mesh,
        ),
      )
      .map(client => {
        const target = service.object.spec.ports.find(
          ({ port }) => port === client.port,
        )?.targetPort;
        return {
          client,
          server: mtlsModeOfPort(
            mtls,
            typeof target === 'number' ? target : client.port,
          ),
          about:
            rules.find(
              ({ ref }) =>
                ref.name === client.decidedBy?.name &&
                ref.namespace === client.decidedBy.namespace,
            ) ?? service,
          host: [
            `"${name}"`,
            client.subset === undefined ? '' : `subset "${client.subset}"`,
            client.port === undefined ? '' : `port ${client.port}`,
          ]
            .filter(part => part !== '')
            .join(', '),
        };
      });
  });
}
