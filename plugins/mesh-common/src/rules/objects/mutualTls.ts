import type { PeerAuthentication } from '../../kubernetes';
import type { ClientTlsMode, MtlsMode } from '../../model';
import { askedDataPlane, isWritten } from '../../posture/askedDataPlane';
import {
  calledServices,
  type CalledService,
} from '../../posture/calledServices';
import { clientGroups } from '../../posture/clientGroups';
import { effectiveMtls } from '../../posture/effectiveMtls';
import { conflictsOf } from '../../posture/mtlsConflicts';
import { mtlsBySubject, serverGroups } from '../../posture/serverMtls';
import {
  namedPortsOf,
  type Subject as PodSubject,
} from '../../posture/subjects';
import type { Named, Subject } from './ConfigItem';
import type { ConfigSet, Workload } from './ConfigSet';
import { fits } from './fits';

const INJECT = 'sidecar.istio.io/inject';

/** Whether a workload's pods have a proxy; before they run, whether labels ask for one, as far as the objects tell. */
export function dataPlaneOf(
  config: ConfigSet,
  { ref, object: { labels, template } }: Named<Workload>,
): ReturnType<typeof askedDataPlane> {
  const namespace = config.find('Namespace', undefined, ref.namespace ?? '');
  const running = config
    .subjects()
    .filter(({ pod, labels: own }) => pod && fits(labels, own ?? {}));
  const meshed = running.find(({ dataPlane }) => dataPlane !== 'none');
  if (meshed) return { dataPlane: meshed.dataPlane, by: `pod ${meshed.pod}` };
  // Whatever the namespace says, which files of a service often do not bring along.
  if (!namespace && labels[INJECT] === 'false') {
    return { dataPlane: 'none', by: `pod label ${INJECT}=false` };
  }
  const { annotations } = template?.metadata ?? {};
  return askedDataPlane(
    { labels, annotations, isWritten: isWritten(template) },
    namespace?.object,
  );
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

/** Clients that start one TLS and pods that take another. */
export interface TlsConflict {
  client: ClientTlsMode;
  server: MtlsMode;
  /** The DestinationRule that decides for the client, else the Service. */
  about: Subject;
  /** `"orders", subset "canary", port 80`. */
  host: string;
}

/**
 * Where clients start another TLS than the pods take that have a sidecar or may have one. It is found as the posture
 * of a service finds it, so that both say the same.
 */
export function tlsConflicts(config: ConfigSet): TlsConflict[] {
  const rules = config.ofKind('DestinationRule');
  const services = config.ofKind('Service');
  return calledIn(config).flatMap(called => {
    const mtlsOf = mtlsBySubject(
      called.subjects,
      config.ofKind('PeerAuthentication').map(({ object }) => object),
      config.mesh,
    );
    const serverOf = (some: readonly PodSubject[]) =>
      serverGroups(some, mtlsOf);
    const about = services.find(({ object }) => object === called.service)!;
    return conflictsOf(called, serverOf, config.mesh)
      .filter(({ pods }) => pods.dataPlane !== 'none')
      .map(({ client, server, subset, ports }) => ({
        client: client.mode,
        server: server.mode,
        about:
          rules.find(
            ({ ref }) =>
              ref.name === client.decidedBy?.name &&
              ref.namespace === client.decidedBy.namespace,
          ) ?? about,
        host: [
          `"${about.ref.name}"`,
          ...(subset === undefined ? [] : [`subset "${subset}"`]),
          ...(ports.length === called.service.spec.ports.length
            ? []
            : [`port ${ports.join(', ')}`]),
        ].join(', '),
      }));
  });
}

function calledIn(config: ConfigSet): CalledService[] {
  const { mesh, running } = config;
  if (running) return calledServices(running, config.subjects(), mesh);
  const rules = config.ofKind('DestinationRule').map(({ object }) => object);
  return config.ofKind('Service').map(({ ref, object }) => ({
    service: object,
    isSibling: false,
    subjects: config.workloadsOf(object).map(workload => ({
      namespace: ref.namespace ?? '',
      labels: workload.object.labels,
      namedPorts: namedPortsOf(
        workload.object.template?.spec ?? { containers: [] },
      ),
      dataPlane: dataPlaneOf(config, workload).dataPlane,
    })),
    clients: clientGroups(
      rules,
      { namespace: ref.namespace ?? '', name: ref.name },
      mesh,
    ),
  }));
}
