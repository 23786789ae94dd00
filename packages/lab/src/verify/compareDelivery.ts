import type {
  ArgoBlueGreenDelivery,
  ArgoCanaryDelivery,
  Revision,
  ServiceView,
} from '@meshway/plugin-mesh-common';
import type { RawObject } from '../ClusterApi.ts';
import type {
  PrintedReplicaSet,
  PrintedRollout,
  PrintedRun,
} from './parseGetRollout.ts';

/** What is compared, in the order of the table. */
export const FIELDS = [
  'strategy',
  'phase',
  'message',
  'step',
  'set weight',
  'actual weight',
  'revisions',
  'leaving',
  'pods',
  'images',
  'analyses',
  'experiments',
] as const;

export type Field = (typeof FIELDS)[number];

/** One field of one state, told twice. */
export interface Comparison {
  readonly field: Field;
  /** What the official command line prints. */
  readonly printed: string;
  /** What the core says. */
  readonly said: string;
  /** `explained` is a difference that is meant, and `why` says why. */
  readonly verdict: 'same' | 'explained' | 'different';
  readonly why?: string;
}

/** The printed value translated into the core's words, where the two are meant to differ. */
interface Expected {
  readonly value: string;
  readonly why?: string;
}

type ArgoDelivery = ArgoCanaryDelivery | ArgoBlueGreenDelivery;

/**
 * Compares what the core says of a service with what the official command line prints of its Rollout.
 *
 * @param objects - the same objects as the API server serves them, the Rollout first: they decide where a difference is
 *   meant, without the core's help
 */
export function compareDelivery(
  view: ServiceView,
  printed: PrintedRollout,
  objects: readonly RawObject[],
): Comparison[] {
  const { delivery, revisions } = view;
  const [rollout] = objects;
  if (delivery.engine !== 'argo-rollouts') {
    return FIELDS.map(field => ({
      field,
      printed: field === 'phase' ? printed.phase : '',
      said: `no delivery: ${
        delivery.engine === 'none' ? delivery.reason : delivery.engine
      }`,
      verdict: 'different',
    }));
  }
  const compare = (
    field: Field,
    official: string,
    said: string,
    expected: Expected = { value: official },
  ): Comparison => {
    const fits = said === expected.value;
    if (fits && said === official) {
      return { field, printed: official, said, verdict: 'same' };
    }
    return {
      field,
      printed: official,
      said,
      verdict: fits ? 'explained' : 'different',
      why: expected.why,
    };
  };

  return [
    compare('strategy', printed.strategy, strategyOf(delivery)),
    compare('phase', printed.phase, delivery.phase),
    compare('message', printed.message, delivery.message),
    ...(delivery.strategy === 'canary'
      ? [
          compare(
            'step',
            printed.step,
            stepOf(delivery),
            expectedStep(printed, delivery, rollout),
          ),
          compare(
            'set weight',
            printed.setWeight,
            percent(delivery.weights.desired),
            expectedSetWeight(printed, rollout),
          ),
          compare(
            'actual weight',
            printed.actualWeight,
            percent(actualWeightOf(delivery, revisions)),
            expectedActualWeight(printed, delivery, objects),
          ),
        ]
      : []),
    compare(
      'revisions',
      lines(printed.replicaSets.map(printedRevision)),
      lines(revisions.map(saidRevision)),
      expectedRevisions(printed, rollout),
    ),
    compare(
      'leaving',
      leaving(printed.replicaSets),
      lines(
        revisions.flatMap(({ scaleDownAt, number }) =>
          scaleDownAt ? [`#${number}`] : [],
        ),
      ),
      {
        value: leaving(
          printed.replicaSets.filter(({ status }) => status !== 'ScaledDown'),
        ),
        why: 'The deadline stays written when the pods have gone; the core then tells none.',
      },
    ),
    compare(
      'pods',
      lines(printed.replicaSets.flatMap(({ pods }) => pods.map(printedPod))),
      lines(revisions.flatMap(({ pods }) => pods.map(saidPod))),
      expectedPods(printed, rollout),
    ),
    compare(
      'images',
      lines(printed.images.flatMap(withoutExperiments)),
      lines(imagesOf(revisions)),
      expectedImages(printed, rollout),
    ),
    compare(
      'analyses',
      lines(printed.analysisRuns.map(run => `${run.name} ${run.status}`)),
      lines(
        delivery.analyses
          .filter(({ type }) => type !== 'experiment')
          .map(analysis => `${analysis.name} ${analysis.phase}`),
      ),
      expectedRuns(printed.analysisRuns),
    ),
    compare(
      'experiments',
      lines(printed.experiments.map(run => `${run.name} ${run.status}`)),
      lines(
        delivery.strategy === 'canary'
          ? delivery.experiments.map(one => `${one.name} ${one.phase}`)
          : [],
      ),
      expectedRuns(printed.experiments),
    ),
  ];
}

function strategyOf(delivery: ArgoDelivery): string {
  return delivery.strategy === 'canary' ? 'Canary' : 'BlueGreen';
}

function stepOf({ currentStepIndex, steps }: ArgoCanaryDelivery): string {
  return steps.length === 0 ? '' : `${currentStepIndex}/${steps.length}`;
}

function expectedStep(
  { step }: PrintedRollout,
  { steps }: ArgoCanaryDelivery,
  { status }: RawObject,
): Expected {
  return step === '' &&
    steps.length > 0 &&
    status?.currentStepIndex === undefined
    ? {
        value: `0/${steps.length}`,
        why: 'The command line prints no step until the controller has written one; the core stands at the beginning.',
      }
    : { value: step };
}

/** Nothing is moved while one revision is both the newest and the stable one, or none is stable yet. */
function isWithoutCanary({ status }: RawObject): boolean {
  return !status?.stableRS || status.stableRS === status.currentPodHash;
}

function expectedSetWeight(
  { setWeight }: PrintedRollout,
  rollout: RawObject,
): Expected {
  if (isWithoutCanary(rollout)) {
    return {
      value: '0',
      why: 'Without a canary the core asks for no traffic to it; the command line prints 100 when no step is left.',
    };
  }
  return Number(setWeight) > 100
    ? {
        value: '100',
        why: 'There is no more than all traffic, whatever an invalid step asks for.',
      }
    : { value: setWeight };
}

/** Weights of an experiment that the controller forgot to take away can make the sum a little more than 100. */
const LEAST_DRIFT = 0.5;

function expectedActualWeight(
  { actualWeight }: PrintedRollout,
  { weights }: ArgoCanaryDelivery,
  objects: readonly RawObject[],
): Expected {
  const [rollout] = objects;
  const written = writtenWeight(objects);
  if (isWithoutCanary(rollout)) {
    return {
      value: percent(written ?? 0),
      why: 'Without a canary the command line prints 100 when no step is left; the core reads what is still written.',
    };
  }
  if (written === undefined || percent(written) === actualWeight) {
    return { value: actualWeight };
  }
  const { canary } = rollout.status.canary?.weights ?? {};
  const drifts = Math.abs(written - (canary?.weight ?? 0)) >= LEAST_DRIFT;
  return !drifts || weights.drift.length > 0
    ? {
        value: percent(written),
        why: 'The command line prints 100 with no step left and otherwise what the controller wrote last; the core reads the VirtualService, and tells a difference as drift.',
      }
    : { value: actualWeight };
}

/** Percent that the first route with a destination for each of stable and canary gives the canary. */
function writtenWeight([rollout, ...others]: readonly RawObject[]):
  | number
  | undefined {
  const { canary } = rollout.spec.strategy;
  const { destinationRule } = canary.trafficRouting?.istio ?? {};
  const turned = rollout.status?.canary?.stablePingPong === 'pong';
  const { pingService, pongService } = canary.pingPong ?? {};
  const names: (string | undefined)[] = destinationRule
    ? [destinationRule.stableSubsetName, destinationRule.canarySubsetName]
    : [
        canary.stableService ?? (turned ? pongService : pingService),
        canary.canaryService ?? (turned ? pingService : pongService),
      ];
  for (const { kind, spec } of others) {
    if (kind !== 'VirtualService') continue;
    const { http = [], tls = [], tcp = [] } = spec;
    for (const { route } of [...http, ...tls, ...tcp]) {
      const weights = new Map<string, number>();
      let sum = 0;
      for (const { destination, weight = 0 } of route) {
        const name = destinationRule ? destination.subset : destination.host;
        weights.set(name, (weights.get(name) ?? 0) + weight);
        sum += weight;
      }
      const [stable, own] = names.map(name => weights.get(name ?? ''));
      if (stable !== undefined && own !== undefined && sum > 0) {
        return (100 * own) / sum;
      }
    }
  }
  return undefined;
}

/** What is written in the routes, or without traffic routing the share of the ready pods. */
function actualWeightOf(
  { weights }: ArgoCanaryDelivery,
  revisions: Revision[],
): number {
  if (weights.written !== undefined) return weights.written;
  const canary = revisions.find(({ role }) => role === 'canary');
  const all = revisions.reduce((sum, { readyPods }) => sum + readyPods, 0);
  return canary && all > 0 ? Math.floor((100 * canary.readyPods) / all) : 0;
}

const WITHOUT_PREVIEW =
  'Without a preview Service the command line gives the new revision no role; the core calls it the preview all the same.';

/** The new revision of a blue-green Rollout without a preview Service: the command line gives it no role. */
function isUnnamedPreview(
  { name, roles }: PrintedReplicaSet,
  { spec, status }: RawObject,
): boolean {
  return (
    roles.length === 0 &&
    spec.strategy.blueGreen !== undefined &&
    spec.strategy.blueGreen.previewService === undefined &&
    hashOf(name) === status?.currentPodHash
  );
}

function expectedRevisions(
  { replicaSets }: PrintedRollout,
  rollout: RawObject,
): Expected {
  const value = lines(
    replicaSets
      .filter(isShown)
      .map(one =>
        printedRevision(
          isUnnamedPreview(one, rollout) ? { ...one, roles: ['preview'] } : one,
        ),
      ),
  );
  return {
    value,
    why: replicaSets.some(one => isUnnamedPreview(one, rollout))
      ? WITHOUT_PREVIEW
      : 'The core leaves revisions out that have neither a role nor pods.',
  };
}

function expectedImages(
  { images, replicaSets }: PrintedRollout,
  rollout: RawObject,
): Expected {
  const value = images.flatMap(withoutExperiments);
  return replicaSets.some(one => isUnnamedPreview(one, rollout))
    ? {
        value: lines(value.map(line => line.replace(/ old$/, ' preview'))),
        why: WITHOUT_PREVIEW,
      }
    : { value: lines(value) };
}

/** A revision that nothing leads to is of interest as long as it has pods. */
function isShown({ roles, pods }: PrintedReplicaSet): boolean {
  return roles.length > 0 || pods.length > 0;
}

function leaving(replicaSets: readonly PrintedReplicaSet[]): string {
  return lines(
    replicaSets.flatMap(({ isLeaving, revision }) =>
      isLeaving ? [`#${revision}`] : [],
    ),
  );
}

function printedRevision({ name, revision, roles }: PrintedReplicaSet): string {
  return `#${revision} ${hashOf(name)} ${saidRoles(roles)}`;
}

/** In the core the role of the stable revision is `stable` wherever the requests go. */
function saidRoles(roles: readonly string[]): string {
  const known = roles.includes('stable')
    ? roles.filter(role => role !== 'active')
    : roles;
  return known.length > 0 ? known.join(' ') : 'old';
}

function saidRevision({ number, hash, role, pingPong }: Revision): string {
  return `#${number} ${hash} ${[role, pingPong].filter(Boolean).join(' ')}`;
}

function hashOf(replicaSet: string): string {
  return replicaSet.slice(replicaSet.lastIndexOf('-') + 1);
}

function printedPod(pod: PrintedReplicaSet['pods'][number]): string {
  return `${pod.name} ${pod.status} ${pod.ready} ${pod.restarts}`;
}

function saidPod(pod: Revision['pods'][number]): string {
  return `${pod.name} ${pod.status} ${pod.readyContainers}/${pod.totalContainers} ${pod.restarts}`;
}

function expectedPods(
  { replicaSets }: PrintedRollout,
  { spec }: RawObject,
): Expected {
  const isNative =
    spec.template?.metadata?.annotations?.['sidecar.istio.io/nativeSidecar'] ===
    'true';
  const plusOne = (ready: string) =>
    ready.replace(/\d+/g, number => `${Number(number) + 1}`);
  return {
    value: lines(
      replicaSets.flatMap(({ pods }) =>
        pods.map(pod =>
          printedPod(isNative ? { ...pod, ready: plusOne(pod.ready) } : pod),
        ),
      ),
    ),
    ...(isNative && {
      why: 'The command line does not count native sidecars; the core counts them, as kubectl does.',
    }),
  };
}

function expectedRuns(runs: readonly PrintedRun[]): Expected {
  return {
    value: lines(
      runs.map(({ name, status }) => `${name} ${status || 'Pending'}`),
    ),
    why: 'The command line prints no phase of a run that the controller has not begun; the core calls it pending.',
  };
}

/** `image (canary, Σ:candidate)` without what only an Experiment runs. */
function withoutExperiments(image: string): string[] {
  const [name, tags = ''] = image.split(/ \(|\)$/);
  const all = tags.split(', ').filter(Boolean);
  const roles = all.filter(tag => !tag.startsWith('Σ:'));
  if (roles.length === 0 && all.length > 0) return [];
  return [`${name} ${saidRoles(roles)}`];
}

function imagesOf(revisions: Revision[]): string[] {
  return revisions
    .filter(({ pods }) => pods.length > 0)
    .flatMap(({ images, role, pingPong }) =>
      images.map(
        image => `${image} ${[role, pingPong].filter(Boolean).join(' ')}`,
      ),
    );
}

function percent(value: number): string {
  return `${Math.round(value * 100) / 100}`;
}

/** In an order of its own, so that only what is said counts. */
function lines(items: string[]): string {
  return [...items].sort((a, b) => a.localeCompare(b, 'en')).join('\n');
}
