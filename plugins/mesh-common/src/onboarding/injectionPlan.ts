import type { Namespace } from '../kubernetes';
import { askedDataPlane, isWritten } from '../posture/askedDataPlane';
import { dataPlaneOf } from '../posture/dataPlane';
import { injectionPosture } from '../posture/injectionPosture';
import { label } from '../posture/label';
import { livePods } from '../posture/subjects';
import { applicationUser } from '../rules/applicationUser';
import { ConfigSet } from '../rules/objects/ConfigSet';
import type { Labels } from '../service/labels';
import type {
  OnboardedWorkload,
  OnboardingSituation,
} from './OnboardingSituation';

const INJECT = 'sidecar.istio.io/inject';
const INJECTION = 'istio-injection';
const REVISION = 'istio.io/rev';

/** How the pods of a service get their proxy. */
export interface InjectionPlan {
  /** What the Namespace lacks. */
  namespaceLabels: Labels;
  /** What the pod templates lack. */
  podLabels: Map<OnboardedWorkload, Labels>;
  /** Whether pods run that have no proxy: only a new pod gets one. */
  restart: boolean;
  already: string[];
  problems: string[];
}

/** Decides by which labels the pods of a service get a sidecar, or that they have one. */
export function injectionPlan(situation: OnboardingSituation): InjectionPlan {
  const { objects, namespace, workloads, request } = situation;
  const pods = livePods(objects);
  const restart = pods.some(pod => dataPlaneOf(pod) === 'none');
  const plan: InjectionPlan = {
    namespaceLabels: {},
    podLabels: new Map(),
    restart: false,
    already: [],
    problems: problemsOf(situation),
  };
  if (plan.problems.length > 0) return plan;

  const asked = new Map(
    workloads.map(workload => [workload, askedOf(workload, namespace)]),
  );
  const ambient = [...asked.values()].find(
    ({ dataPlane }) => dataPlane === 'ambient',
  );
  if (ambient) {
    plan.already.push(
      `Ambient mode: ${ambient.by} asks for it, so ztunnel takes its requests and it gets no sidecar. Timeouts and retries of callers without a sidecar need a waypoint.`,
    );
    return plan;
  }
  const silent = [...asked].filter(
    ([, { dataPlane }]) => dataPlane !== 'sidecar',
  );
  if (!restart && silent.length === 0) {
    plan.already.push(
      pods.length > 0
        ? `Sidecars: ${injectionPosture(objects).summary}`
        : 'Sidecars: no pod runs, and the next one gets one.',
    );
    return plan;
  }
  plan.restart = restart;
  if (silent.length > 0 && request.injection === 'namespace') {
    plan.namespaceLabels = request.revision
      ? { [REVISION]: request.revision }
      : { [INJECTION]: 'enabled' };
  } else if (silent.length === 0) {
    plan.already.push(
      `The question for sidecars: ${
        [...asked.values()][0].by
      } asks for one. Pods that are older than it have to be made anew.`,
    );
  }
  const changed: Namespace = {
    ...namespace,
    metadata: {
      ...namespace.metadata,
      labels: { ...namespace.metadata.labels, ...plan.namespaceLabels },
    },
  };
  for (const workload of workloads) {
    const own = workload.template.content.metadata?.labels;
    const labels: Labels = {
      // Also where the Namespace asks: the change makes the pods anew, and it counts before every API server knows the
      // label of the Namespace.
      ...(label(own, INJECT) !== 'true' && { [INJECT]: 'true' }),
      ...(request.injection === 'pods' &&
        request.revision &&
        silent.some(([one]) => one === workload) && {
          [REVISION]: request.revision,
        }),
    };
    plan.podLabels.set(workload, labels);
    const then = askedOf(workload, changed, labels);
    if (then.dataPlane !== 'sidecar') {
      plan.problems.push(
        `${wordsOf(workload)} would still get no sidecar: ${
          then.by
        }. Change that first.`,
      );
    }
  }
  return plan;
}

function askedOf(
  { template: { content } }: OnboardedWorkload,
  namespace: Namespace,
  added: Labels = {},
): ReturnType<typeof askedDataPlane> {
  return askedDataPlane(
    {
      labels: { ...content.metadata?.labels, ...added },
      annotations: content.metadata?.annotations,
      isWritten: isWritten(content),
    },
    namespace,
  );
}

/** What keeps pods out of the mesh, or makes them useless in it. */
function problemsOf(situation: OnboardingSituation): string[] {
  const { objects, namespace, workloads, mesh } = situation;
  const problems: string[] = [];
  const injection = label(namespace.metadata.labels, INJECTION);
  if (injection !== undefined && injection !== 'enabled') {
    problems.push(
      `Namespace ${namespace.metadata.name} has the label ${INJECTION}=${injection}: no pod of it gets a sidecar, whatever the pod says. Remove the label first.`,
    );
  }
  if (livePods(objects).some(({ spec }) => spec.hostNetwork)) {
    problems.push(
      'Its pods use the network of their node (hostNetwork), where no sidecar can stand in front of them. Take that out of the pod template first.',
    );
  }
  for (const workload of workloads) {
    const { labels, annotations } = workload.template.content.metadata ?? {};
    const says = label(labels, INJECT) ?? label(annotations, INJECT);
    if (says === 'false') {
      problems.push(
        `${wordsOf(
          workload,
        )} says ${INJECT}=false in its pod template. Remove that first, if its pods are no longer meant to stay out of the mesh.`,
      );
    }
  }
  for (const { about, message } of applicationUser.check(
    ConfigSet.ofService(objects, mesh),
  )) {
    problems.push(
      `${about.label}: ${message} ${applicationUser.why} ${applicationUser.mend}`,
    );
  }
  return problems;
}

function wordsOf({ template: { kind, name } }: OnboardedWorkload): string {
  return `${kind} ${name}`;
}
