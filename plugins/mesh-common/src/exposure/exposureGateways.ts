import type { Gateway, VirtualService } from '../kubernetes';
import type { ExposureGateway, MeshSettings } from '../model';
import {
  gatewaysOf,
  isExportedTo,
  type NamespacedName,
} from '../service/hosts';
import { enumerate } from '../service/words';
import { MAX_WORDS } from './cut';
import { entrancesOf, hostsInCommon, serverProblems } from './entrances';
import { titleOf } from './followRoutes';
import type { ReadRoot } from './readRoutes';

/** The Gateways that VirtualServices hang on, with the ports at which they lead to the service. */
export function exposureGateways(
  roots: ReadRoot[],
  gateways: Gateway[],
  mesh: MeshSettings,
): { views: ExposureGateway[]; problems: string[] } {
  const views = new Map<string, ExposureGateway>();
  const problems: string[] = [];
  for (const read of roots) {
    if (read.leading.length === 0) continue;
    for (const reference of gatewaysOf(read.root)) {
      const key = `${reference.namespace}/${reference.name}`;
      const gateway = gateways.find(
        ({ metadata }) =>
          metadata.name === reference.name &&
          metadata.namespace === reference.namespace,
      );
      const view = views.get(key) ?? viewOf(reference, gateway);
      if (!views.has(key) && views.size === MAX_WORDS) continue;
      views.set(key, view);

      const found = leadIn(read, reference, gateway, mesh);
      problems.push(...found.problems);
      const room = MAX_WORDS - view.entrances.length;
      view.entrances.push(...found.entrances.slice(0, room));
    }
  }
  return { views: [...views.values()], problems };
}

function viewOf(
  { namespace, name }: NamespacedName,
  gateway: Gateway | undefined,
): ExposureGateway {
  const selector = gateway?.spec.selector;
  const found = gateway?.unreadable ? 'unreadable' : 'found';
  return {
    namespace,
    name,
    state: gateway ? found : 'missing',
    ...(selector
      ? {
          selector: Object.fromEntries(
            Object.entries(selector).slice(0, MAX_WORDS),
          ),
        }
      : {}),
    entrances: [],
  };
}

/** Where one VirtualService leads from one Gateway to the service, or why nowhere. */
function leadIn(
  { root, leading }: ReadRoot,
  { namespace, name }: NamespacedName,
  gateway: Gateway | undefined,
  mesh: MeshSettings,
): Pick<ExposureGateway, 'entrances'> & { problems: string[] } {
  const title = `Gateway ${namespace}/${name}`;
  const nowhere = (problem: string) => ({ entrances: [], problems: [problem] });
  if (!gateway) {
    return nowhere(
      `${titleOf(
        root,
      )} hangs on ${title}, which is not there: nobody outside comes in that way.`,
    );
  }
  if (gateway.unreadable) return nowhere(`${title} cannot be read.`);
  if (!isExportedTo(root.spec.exportTo, root.metadata.namespace, namespace)) {
    return nowhere(
      `${titleOf(
        root,
      )} hangs on ${title} and is not exported to namespace ${namespace}: add it to exportTo.`,
    );
  }
  const entrances = entrancesOf(gateway, root, leading, mesh);
  const problems = serverProblems(gateway, entrances);
  if (entrances.length === 0) {
    problems.push(whyNoEntrance(title, gateway, root, mesh));
  }
  return { entrances, problems };
}

function whyNoEntrance(
  title: string,
  gateway: Gateway,
  root: VirtualService,
  mesh: MeshSettings,
): string {
  const { servers } = gateway.spec;
  const fits = servers.some(
    server => hostsInCommon(gateway, server, root, mesh).length > 0,
  );
  if (fits) {
    return `${title} serves the hosts of ${titleOf(
      root,
    )} on no port that takes its routes.`;
  }
  const served = [...new Set(servers.flatMap(({ hosts }) => hosts))];
  return `${title} serves ${
    enumerate(served.slice(0, 5)) || 'no hosts'
  }: none of the hosts of ${titleOf(root)} (${enumerate(
    root.spec.hosts.slice(0, 5),
  )}).`;
}
