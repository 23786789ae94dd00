import type {
  PostureNote,
  ResiliencePosture,
  ResilienceSetting,
} from '../model';
import type { ServiceObjects } from '../service/ServiceObjects';
import type { CalledService } from './calledServices';
import { clientWords, type ClientGroup } from './clientGroups';
import { destinationResilience } from './destinationResilience';
import { errorsFirst } from './notes';
import { objectWords, postureObject } from './postureObject';
import { routeResilience } from './routeResilience';
import { unreadableNotes } from './unreadableNotes';
import { listed } from './wordLists';

const MAX_DESTINATIONS = 20;

/**
 * How calls of a service end, are repeated and are spread over its pods, in words.
 *
 * @param called - the service itself first
 * @param leadsHere - whether a destination of a VirtualService means the service
 * @public
 */
export function resiliencePosture(
  objects: ServiceObjects,
  called: readonly CalledService[],
  leadsHere: (host: string, namespace: string | undefined) => boolean,
): ResiliencePosture {
  const routes = routeResilience(objects.virtualServices, leadsHere);
  const destinations = called
    .flatMap(({ service, isSibling, clients: [most] }) =>
      most
        ? destinationResilience(
            most.rule,
            isSibling ? service.metadata.name : undefined,
          )
        : [],
    )
    .slice(0, MAX_DESTINATIONS);
  return {
    summary: summaryOf(routes, destinations),
    routes,
    destinations,
    notes: errorsFirst([
      ...faultNotes(routes),
      ...oldFieldNotes(objects),
      ...otherClientNotes(called[0].clients.slice(1)),
      ...unreadableNotes(objects.virtualServices),
    ]),
  };
}

function summaryOf(
  routes: ResiliencePosture['routes'],
  destinations: ResiliencePosture['destinations'],
): string {
  const words = (
    [
      ['timeout', 'timeouts differ by route', routes],
      ['retries', 'retries differ by route', routes],
      [
        'outlier-detection',
        'outlier detection differs by subset or port',
        destinations,
      ],
    ] as const
  ).map(([topic, differs, entries]) => {
    const texts = new Set(
      entries.map(({ settings }) => textOf(settings, topic)),
    );
    return texts.size === 1 ? [...texts][0] : differs;
  });
  const text = words.join('; ');
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function textOf(
  settings: ResilienceSetting[],
  topic: ResilienceSetting['topic'],
): string {
  return settings.find(setting => setting.topic === topic)?.text ?? '';
}

function faultNotes(routes: ResiliencePosture['routes']): PostureNote[] {
  return routes.flatMap(({ settings }) =>
    settings.flatMap(({ topic, text, decidedBy }): PostureNote[] =>
      topic === 'fault' && decidedBy
        ? [
            {
              severity: 'warning',
              text: `${objectWords(decidedBy)} injects faults: ${text}.`,
            },
          ]
        : [],
    ),
  );
}

function oldFieldNotes({ destinationRules }: ServiceObjects): PostureNote[] {
  return destinationRules.flatMap((rule): PostureNote[] => {
    const { trafficPolicy, subsets } = rule.spec;
    const hasOldField = [
      trafficPolicy,
      ...subsets.map(subset => subset.trafficPolicy),
    ]
      .flatMap(policy => [policy, ...(policy?.portLevelSettings ?? [])])
      .some(
        policy => policy?.outlierDetection?.consecutiveErrors !== undefined,
      );
    return hasOldField
      ? [
          {
            severity: 'warning',
            text: `consecutiveErrors in ${objectWords(
              postureObject(rule),
            )} has no effect any more: use consecutive5xxErrors.`,
          },
        ]
      : [];
  });
}

function otherClientNotes(groups: readonly ClientGroup[]): PostureNote[] {
  return groups.map(group => {
    const obeyed = (group.rule?.from ?? []).map(one =>
      objectWords(postureObject(one)),
    );
    return {
      severity: 'info',
      text:
        obeyed.length > 0
          ? `${clientWords(group)} obey ${listed(obeyed)} instead.`
          : `${clientWords(
              group,
            )} obey no DestinationRule and get Istio's defaults.`,
    };
  });
}
