import { setTimeout as sleep } from 'node:timers/promises';
import type { Lab, LabAccess } from '../lab.ts';
import { ApiError, type ClusterApi, type RawObject } from '../ClusterApi.ts';
import { NAME, podTemplate } from './manifests.ts';

const PATIENCE_MS = 90_000;

/** Where the API server serves the kinds that play a part. */
const PLURALS: Record<string, string> = {
  Service: 'api/v1/services',
  Pod: 'api/v1/pods',
  ResourceQuota: 'api/v1/resourcequotas',
  Deployment: 'apis/apps/v1/deployments',
  ReplicaSet: 'apis/apps/v1/replicasets',
  PodDisruptionBudget: 'apis/policy/v1/poddisruptionbudgets',
  Rollout: 'apis/argoproj.io/v1alpha1/rollouts',
  AnalysisTemplate: 'apis/argoproj.io/v1alpha1/analysistemplates',
  AnalysisRun: 'apis/argoproj.io/v1alpha1/analysisruns',
  Experiment: 'apis/argoproj.io/v1alpha1/experiments',
  VirtualService: 'apis/networking.istio.io/v1/virtualservices',
  DestinationRule: 'apis/networking.istio.io/v1/destinationrules',
};

/** One Rollout in a namespace of its own, on which a state is played with the real controller. */
export class RolloutStage {
  readonly lab: Lab;
  readonly access: LabAccess;
  readonly namespace: string;
  private readonly api: ClusterApi;

  constructor(options: {
    lab: Lab;
    access: LabAccess;
    api: ClusterApi;
    namespace: string;
  }) {
    this.lab = options.lab;
    this.access = options.access;
    this.api = options.api;
    this.namespace = options.namespace;
  }

  /** Creates the namespace, with injection, and everything in it. */
  async create(objects: object[]): Promise<void> {
    await this.api.create('/api/v1/namespaces', {
      metadata: {
        name: this.namespace,
        labels: { 'istio-injection': 'enabled' },
      },
    });
    for (const object of objects) await this.add(object);
  }

  /** Creates one more object. */
  async add(object: object): Promise<void> {
    const { kind } = object as RawObject;
    await this.api.create(this.path(kind!), object);
  }

  get(kind: string, name: string): Promise<RawObject> {
    return this.api.get(this.path(kind, name));
  }

  list(kind: string): Promise<RawObject[]> {
    return this.api.list(this.path(kind));
  }

  /** A merge patch, or a JSON Patch when it is a list. */
  async patch(kind: string, name: string, patch: object): Promise<void> {
    await this.api.patch(this.path(kind, name), patch);
  }

  async delete(kind: string, name: string): Promise<void> {
    await this.api.delete(this.path(kind, name));
  }

  rollout(): Promise<RawObject> {
    return this.get('Rollout', NAME);
  }

  /** Changes the Rollout's spec. */
  async spec(spec: object): Promise<void> {
    await this.patch('Rollout', NAME, { spec });
  }

  /** Changes the Rollout's status, as the verbs of the command line do. */
  async status(status: object): Promise<void> {
    await this.api.patch(`${this.path('Rollout', NAME)}/status`, { status });
  }

  /** Asks for another version; with `annotations` on its pods. */
  async ship(
    version: string,
    annotations?: Record<string, string>,
  ): Promise<void> {
    await this.spec({ template: podTemplate({ version, annotations }) });
  }

  /** What the official command line does for a verb. */
  async command(...args: string[]): Promise<void> {
    const [verb, ...rest] = args;
    const { code, stderr } = await this.lab.rollouts([
      verb,
      ...rest,
      NAME,
      `--namespace=${this.namespace}`,
    ]);
    if (code !== 0) throw new Error(stderr);
  }

  /** Resolves when the Rollout is as wanted and the controller has seen its newest spec. */
  async until(
    what: string,
    isReached: (rollout: RawObject) => boolean | Promise<boolean>,
  ): Promise<RawObject> {
    const deadline = Date.now() + PATIENCE_MS;
    for (;;) {
      const rollout = await this.rollout();
      if (await isReached(rollout)) return rollout;
      if (Date.now() > deadline) {
        throw new Error(
          `${
            this.namespace
          }: it did not happen that ${what}. The status is ${JSON.stringify(
            rollout.status,
          )}`,
        );
      }
      await sleep(250);
    }
  }

  /** Resolves when the controller has seen the newest spec and the phase is this one. */
  untilPhase(
    phase: string,
    more: (rollout: RawObject) => boolean | Promise<boolean> = () => true,
  ): Promise<RawObject> {
    return this.until(`it is ${phase}`, async rollout => {
      const { status = {}, metadata } = rollout;
      return (
        status.phase === phase &&
        status.observedGeneration === `${metadata.generation}` &&
        (await more(rollout))
      );
    });
  }

  /** Resolves at the pause of a step. */
  untilPausedAt(step: number): Promise<RawObject> {
    return this.untilPhase(
      'Paused',
      ({ status }) =>
        status.currentStepIndex === step && status.pauseConditions?.length > 0,
    );
  }

  /** Resolves when the first revision, or any later one, is stable. */
  untilHealthy(): Promise<RawObject> {
    return this.untilPhase(
      'Healthy',
      ({ status }) => status.stableRS === status.currentPodHash,
    );
  }

  /** Goes on with a paused step, as the command line does. */
  async promote(): Promise<void> {
    await this.status({ pauseConditions: null });
  }

  /** Waits until nothing moves any more. */
  async settle(quietMs = 1500): Promise<void> {
    let last = '';
    let since = Date.now();
    const deadline = Date.now() + PATIENCE_MS;
    while (Date.now() - since < quietMs) {
      const now = await this.fingerprint();
      if (now !== last) {
        last = now;
        since = Date.now();
      }
      if (Date.now() > deadline) {
        throw new Error(`${this.namespace} does not come to rest.`);
      }
      await sleep(200);
    }
  }

  /** Changes whenever an object that a delivery is made of changes. */
  async fingerprint(): Promise<string> {
    const lists = await Promise.all(
      ['Rollout', 'ReplicaSet', 'Pod', 'VirtualService'].map(kind =>
        this.list(kind),
      ),
    );
    return lists
      .flat()
      .map(({ metadata }) => `${metadata.name}=${metadata.resourceVersion}`)
      .join();
  }

  /** Takes the namespace away, without waiting for its end. */
  async remove(): Promise<void> {
    try {
      await this.api.delete(`/api/v1/namespaces/${this.namespace}`);
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) throw error;
    }
  }

  private path(kind: string, name?: string): string {
    const plural = PLURALS[kind];
    if (!plural) throw new Error(`No state plays with a ${kind}.`);
    const at = plural.lastIndexOf('/');
    const path = `/${plural.slice(0, at)}/namespaces/${
      this.namespace
    }${plural.slice(at)}`;
    return name ? `${path}/${name}` : path;
  }
}
