import type { Entity } from '@backstage/catalog-model';
import {
  InputError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type {
  DecisionTarget,
  Plan,
  PlanPreview,
  PlanRequest,
  ServiceView,
} from '@meshway/plugin-mesh-common';
import type { Clusters } from '../../clusters/Clusters';
import type { TrafficReader } from '../../telemetry/TrafficReader';
import { entityServices } from '../../views/entityServices';
import type { ServiceViews } from '../../views/ServiceViews';
import { serviceTraffic, type ViewTraffic } from '../../views/ViewTraffic';
import type { DecisionAccess } from '../DecisionAccess';
import type { RuledDecision } from '../rules/DecisionScope';
import { leadsForward } from './leadsForward';
import { planOfChoice } from './planOfChoice';
import { targetOf } from './targetOf';

/** A decision must not hang on a slow Prometheus: then it is taken by what was known before, in milliseconds. */
const PATIENCE_MS = 1_000;

/**
 * Everything that a decision is judged by before it is taken.
 */
export interface Situation {
  view: ServiceView;
  /** What the decision would do; refused where it would do nothing. */
  plan: Plan | PlanPreview;
  /** Undefined when nothing can be decided about the service. */
  target?: DecisionTarget;
  ruled: RuledDecision;
  readOnly: boolean;
}

/**
 * Finds out how the service stands that somebody wants to decide about.
 */
export class Situations {
  private readonly services: ServiceViews;
  private readonly clusters: Clusters;
  private readonly objects: Pick<DecisionAccess, 'objects' | 'meshSettings'>;
  private readonly traffic: ViewTraffic;

  constructor(options: {
    services: ServiceViews;
    clusters: Clusters;
    objects: Pick<DecisionAccess, 'objects' | 'meshSettings'>;
    traffic: TrafficReader;
  }) {
    this.services = options.services;
    this.clusters = options.clusters;
    this.objects = options.objects;
    this.traffic = serviceTraffic(options.traffic, PATIENCE_MS);
  }

  /**
   * Rejects with a NotFoundError when the cluster has no such service, an InputError when it is none of the entity's,
   * and a ServiceUnavailableError while nobody knows how the cluster stands.
   */
  async of(entityOfService: Entity, request: PlanRequest): Promise<Situation> {
    const entity = entityServices(entityOfService);
    const { entityRef } = entity;
    const { service, verb } = request;
    const { cluster, namespace, name } = service;
    const found = await this.services.locateOne(
      entity,
      cluster,
      { namespace, name },
      this.traffic,
    );
    if (!found) {
      throw new InputError(
        `${entityRef} does not name the service ${namespace}/${name} in cluster ${cluster}.`,
      );
    }
    if ('problem' in found) {
      throw found.problem.kind === 'not-found'
        ? new NotFoundError(found.problem.message)
        : new ServiceUnavailableError(found.problem.message);
    }
    const { view } = found;
    const { state } = view.freshness.cluster;
    if (state !== 'live') {
      // Whether the cluster still agrees cannot be known.
      throw new ServiceUnavailableError(
        `Nothing was changed. ${view.freshness.cluster.reason}`,
      );
    }
    const { delivery } = view;
    const plan = planOfChoice(delivery, request, () => {
      const objects = this.objects.objects(service);
      return objects && { objects, mesh: this.objects.meshSettings(cluster) };
    });
    const target = targetOf(delivery);
    return {
      view,
      plan,
      target,
      ruled: {
        entityRef,
        service,
        targetNamespace: target?.namespace ?? namespace,
        verb,
        forward: leadsForward(verb, delivery, plan),
      },
      readOnly: this.clusters.get(cluster)?.settings.readOnly ?? false,
    };
  }
}
