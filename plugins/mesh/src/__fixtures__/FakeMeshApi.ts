import type {
  DecisionPlan,
  EntityMeshView,
  Fleet,
  MeshApi,
} from '@meshway/plugin-mesh-common';
import { planInView } from '../entity/decide/DecisionOption';
import { UnaskedMeshApi } from './UnaskedMeshApi';

/** A mesh backend whose stream, answers and failures are set by hand. */
export class FakeMeshApi extends UnaskedMeshApi implements MeshApi {
  /** What streams and requests answer with; undefined stays silent. */
  view?: EntityMeshView;
  fleet: Fleet = { rows: [], total: 0, clusters: {}, at: '' };
  /** Thrown by streams, and by plain requests for the view. */
  streamError?: Error;
  viewError?: Error;
  fleetError?: Error;
  decide: MeshApi['decide'] = async () => {
    throw new Error('no decision was expected');
  };
  /** What its answer has beside the plan that the view has. */
  planned: Partial<DecisionPlan> = {};
  planDecision: MeshApi['planDecision'] = async (_, request) => {
    const service = this.view?.services.find(
      ({ name }) => name === request.service.name,
    );
    const plan = service && planInView(service.delivery, request);
    return {
      plan: plan ?? { allowed: false, verb: request.verb, reason: 'Unknown.' },
      reasonRequired: false,
      objections: [],
      ...this.planned,
    };
  };
  approveDecision: MeshApi['approveDecision'] = async () => {
    throw new Error('no approval was expected');
  };
  withdrawDecision: MeshApi['withdrawDecision'] = async () => {
    throw new Error('no withdrawal was expected');
  };
  getObject: MeshApi['getObject'] = async () => {
    throw new Error('no object was expected');
  };
  getClusters: MeshApi['getClusters'] = async () => {
    throw new Error('no clusters were expected');
  };
  getNamespaces: MeshApi['getNamespaces'] = async () => {
    throw new Error('no namespaces were expected');
  };
  getGateways: MeshApi['getGateways'] = async () => {
    throw new Error('no gateways were expected');
  };
  /** Silent until it is told what to answer. */
  getTrafficGraph: MeshApi['getTrafficGraph'] = () => new Promise(() => {});
  getTrafficSeries: MeshApi['getTrafficSeries'] = () => new Promise(() => {});
  getDecisions: MeshApi['getDecisions'] = async () => ({ decisions: [] });
  readonly streamedEntities: string[] = [];
  private readonly streams = new Set<{
    onView: (view: EntityMeshView, version: string) => void;
    end: () => void;
    fail: (error: Error) => void;
  }>();

  constructor(options: Partial<FakeMeshApi> = {}) {
    super();
    Object.assign(this, options);
  }

  get openStreams(): number {
    return this.streams.size;
  }

  /** Sends a view to every open stream. */
  push(view: EntityMeshView): void {
    this.view = view;
    for (const stream of this.streams) stream.onView(view, view.at);
  }

  /** Ends every open stream as the server does. */
  endStreams(): void {
    for (const stream of this.streams) stream.end();
  }

  /** Breaks every open stream. */
  breakStreams(error: Error): void {
    for (const stream of this.streams) stream.fail(error);
  }

  async getEntityView(): Promise<EntityMeshView> {
    if (this.viewError) throw this.viewError;
    if (!this.view) return await new Promise(() => {});
    return this.view;
  }

  async streamEntityView(
    entityRef: string,
    options: {
      signal: AbortSignal;
      onView: (view: EntityMeshView, version: string) => void;
    },
  ): Promise<void> {
    this.streamedEntities.push(entityRef);
    if (this.streamError) throw this.streamError;
    await new Promise<void>((resolve, reject) => {
      const stream = { onView: options.onView, end: resolve, fail: reject };
      this.streams.add(stream);
      options.signal.addEventListener('abort', () =>
        reject(options.signal.reason),
      );
      if (this.view) options.onView(this.view, this.view.at);
      const remove = () => this.streams.delete(stream);
      stream.end = () => {
        remove();
        resolve();
      };
      stream.fail = error => {
        remove();
        reject(error);
      };
      options.signal.addEventListener('abort', remove);
    });
  }

  async getFleet(): Promise<Fleet> {
    if (this.fleetError) throw this.fleetError;
    return this.fleet;
  }
}
