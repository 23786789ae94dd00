import type { AuthorizationPolicy, RequestAuthentication } from '../kubernetes';
import type {
  AuthorizationPolicyView,
  AuthorizationPosture,
  MeshSettings,
  MtlsMode,
  PostureNote,
} from '../model';
import type { ServiceObjects } from '../service/ServiceObjects';
import { accessOf, isDryRun, type Enforcer } from './accessOf';
import { authorizationNotes } from './authorizationNotes';
import { oldestFirst } from './creationOrder';
import { effectiveMtls } from './effectiveMtls';
import { jwtPosture } from './jwtPosture';
import { errorsFirst } from './notes';
import { isForWaypoint, policyScopeAtPod, targetsService } from './policyScope';
import { objectWords, postureObject } from './postureObject';
import { ruleWords } from './ruleWords';
import type { Subject } from './subjects';
import { unreadableNotes } from './unreadableNotes';
import { waypointOf } from './waypointOf';
import { pods } from './wordLists';

const MAX_GROUPS = 10;
const MAX_POLICIES = 50;
const MAX_RULES = 20;
const MAX_SENTENCES = 3;
const ORDER: AuthorizationPolicyView['action'][] = [
  'CUSTOM',
  'DENY',
  'ALLOW',
  'AUDIT',
];

/** Pods, or the waypoint, for which the same policies hold. */
interface Guarded {
  at: 'pods' | 'waypoint';
  enforcer: Enforcer;
  mode?: MtlsMode;
  policies: AuthorizationPolicy[];
  authentications: RequestAuthentication[];
  subjects: Subject[];
}

/**
 * Who may call a service.
 *
 * @public
 */
export function authorizationPosture(
  objects: ServiceObjects,
  subjects: readonly Subject[],
  mesh: MeshSettings,
): AuthorizationPosture {
  const groups = guardedGroups(objects, subjects, mesh);
  const access = groups.map(group => ({
    at: group.at,
    ...accessOf(group.policies, group.enforcer),
    podCount: group.subjects.filter(({ pod }) => pod !== undefined).length,
  }));
  const jwt = groups.map(jwtOf).find(posture => posture !== undefined);
  return {
    summary: summaryOf(access),
    access: access.slice(0, MAX_GROUPS),
    policies: policyViews(objects, groups, mesh),
    ...(jwt && { jwt }),
    notes: errorsFirst([
      ...groups.flatMap(group => notesOf(group)),
      ...tokenNotes(groups),
      ...aimless(objects),
      ...unreadableNotes([
        ...objects.authorizationPolicies,
        ...objects.requestAuthentications,
      ]),
    ]),
  };
}

function guardedGroups(
  objects: ServiceObjects,
  subjects: readonly Subject[],
  mesh: MeshSettings,
): Guarded[] {
  const policies = oldestFirst(objects.authorizationPolicies);
  const authentications = objects.requestAuthentications.filter(
    ({ unreadable }) => !unreadable,
  );
  const groups = new Map<string, Guarded>();
  for (const subject of subjects) {
    const guarded: Guarded = {
      at: 'pods',
      enforcer: enforcerOf(subject),
      mode: effectiveMtls(subject, objects.peerAuthentications, mesh).mode,
      policies: policies.filter(policy =>
        policyScopeAtPod(policy, subject, mesh),
      ),
      authentications: authentications.filter(policy =>
        policyScopeAtPod(policy, subject, mesh),
      ),
      subjects: [],
    };
    const key = JSON.stringify([
      guarded.enforcer,
      guarded.mode,
      ...[...guarded.policies, ...guarded.authentications].map(
        ({ metadata }) => metadata.uid,
      ),
    ]);
    const group = groups.get(key) ?? guarded;
    group.subjects.push(subject);
    groups.set(key, group);
  }
  const atWaypoint = waypointGroup(objects, mesh, policies, authentications);
  return [
    ...[...groups.values()].sort(
      (a, b) => b.subjects.length - a.subjects.length,
    ),
    ...(atWaypoint ? [atWaypoint] : []),
  ];
}

/** Only where something is said for it: a waypoint without policies lets all through. */
function waypointGroup(
  { service, namespace }: ServiceObjects,
  mesh: MeshSettings,
  policies: AuthorizationPolicy[],
  authentications: RequestAuthentication[],
): Guarded | undefined {
  const waypoint = waypointOf(service, namespace);
  if (!waypoint) return undefined;
  const isHere = (policy: AuthorizationPolicy | RequestAuthentication) =>
    isForWaypoint(policy, serviceName(service), waypoint, mesh);
  const group: Guarded = {
    at: 'waypoint',
    enforcer: 'proxy',
    policies: policies.filter(isHere),
    authentications: authentications.filter(isHere),
    subjects: [],
  };
  return group.policies.length + group.authentications.length > 0
    ? group
    : undefined;
}

function enforcerOf({ dataPlane }: Subject): Enforcer {
  if (dataPlane === 'ambient') return 'ztunnel';
  return dataPlane === 'none' ? 'nobody' : 'proxy';
}

function jwtOf({ enforcer, authentications, policies }: Guarded) {
  return enforcer === 'proxy'
    ? jwtPosture(authentications, policies)
    : undefined;
}

function summaryOf(access: AuthorizationPosture['access']): string {
  const atPods = access.filter(({ at }) => at === 'pods');
  if (atPods.length === 0)
    return 'No pod runs, and no workload would make one.';
  const total = atPods.reduce((sum, { podCount }) => sum + podCount, 0);
  const sentences = access
    .slice(0, MAX_SENTENCES)
    .map(({ at, podCount, text }) => {
      if (at === 'waypoint') return `At the waypoint: ${text}`;
      return atPods.length === 1
        ? text
        : `${podCount} of ${pods(total)}: ${text}`;
    });
  const hidden = access.length - sentences.length;
  if (hidden > 0) sentences.push(`${hidden} more groups differ.`);
  return sentences.join(' ');
}

function policyViews(
  { authorizationPolicies }: ServiceObjects,
  groups: readonly Guarded[],
  mesh: MeshSettings,
): AuthorizationPolicyView[] {
  const views = oldestFirst(authorizationPolicies)
    .filter(({ unreadable }) => !unreadable)
    .flatMap(policy => {
      const holders = groups.filter(({ policies }) =>
        policies.includes(policy),
      );
      if (holders.length === 0) return [];
      const subjects = holders.flatMap(group => group.subjects);
      const scope =
        subjects.length > 0
          ? policyScopeAtPod(policy, subjects[0], mesh)
          : 'waypoint';
      const { namespace: ofPolicy = '', name } = policy.metadata;
      return [
        {
          namespace: ofPolicy,
          name,
          action: policy.spec.action ?? ('ALLOW' as const),
          scope: scope ?? 'waypoint',
          dryRun: isDryRun(policy),
          podCount: subjects.filter(({ pod }) => pod !== undefined).length,
          rules: policy.spec.rules
            .slice(0, MAX_RULES)
            .map(rule => ruleWords(rule, ofPolicy)),
        },
      ];
    });
  return ORDER.flatMap(action =>
    views.filter(view => view.action === action),
  ).slice(0, MAX_POLICIES);
}

function notesOf(group: Guarded): PostureNote[] {
  const checksTokens = group.authentications.some(
    ({ spec }) => spec.jwtRules.length > 0,
  );
  return group.policies.flatMap(policy =>
    authorizationNotes(policy, { ...group, checksTokens }),
  );
}

function tokenNotes(groups: readonly Guarded[]): PostureNote[] {
  return groups.flatMap((group): PostureNote[] =>
    group.authentications.flatMap((authentication): PostureNote[] => {
      const name = objectWords(postureObject(authentication));
      if (group.enforcer === 'ztunnel') {
        return [
          {
            severity: 'error',
            text: `${name} does nothing: ztunnel sees no tokens. Use a waypoint, and name the Service in targetRefs.`,
          },
        ];
      }
      return jwtOf(group)?.required === false
        ? [
            {
              severity: 'warning',
              text: `${name} refuses bad tokens, not missing ones. Add an AuthorizationPolicy that allows only requestPrincipals.`,
            },
          ]
        : [];
    }),
  );
}

/** Policies that name the Service, for which only a waypoint looks. */
function aimless({
  service,
  namespace,
  authorizationPolicies,
  requestAuthentications,
}: ServiceObjects): PostureNote[] {
  if (waypointOf(service, namespace)) return [];
  return [...authorizationPolicies, ...requestAuthentications]
    .filter(policy => targetsService(policy, serviceName(service)))
    .map(policy => ({
      severity: 'error',
      text: `${objectWords(
        postureObject(policy),
      )} names the Service in targetRefs, and no waypoint is in front of it: the policy does nothing.`,
    }));
}

function serviceName({ metadata }: ServiceObjects['service']) {
  return { namespace: metadata.namespace ?? '', name: metadata.name };
}
