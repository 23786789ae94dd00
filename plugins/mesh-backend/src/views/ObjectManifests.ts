import { NotFoundError, ServiceUnavailableError } from '@backstage/errors';
import {
  MESH_RESOURCES,
  type MeshKind,
  type NamedObject,
  type ObjectManifest,
} from '@meshway/plugin-mesh-common';
import type { LiveObjects } from '../clusters/LiveObjects';
import type { EntityServices } from './entityServices';
import { manifestYaml } from './manifestYaml';
import { objectsNamedBy } from './objectsNamedBy';
import type { ServiceViews } from './ServiceViews';
import { withoutTraffic } from './ViewTraffic';

/**
 * The objects that views name, for who wants to see them whole. The portal's account may read far more of a cluster than
 * its users, so nothing is read that no view of the entity names.
 */
export class ObjectManifests {
  private readonly services: ServiceViews;
  private readonly objects: Pick<LiveObjects, 'read'>;

  constructor(options: {
    services: ServiceViews;
    objects: Pick<LiveObjects, 'read'>;
  }) {
    this.services = options.services;
    this.objects = options.objects;
  }

  /**
   * Rejects with a NotFoundError when no view of the entity names the object or it is gone, a NotAllowedError when the
   * portal's account may not read it, and a ServiceUnavailableError while the cluster cannot be read.
   */
  async of(
    entity: EntityServices,
    cluster: string,
    object: NamedObject,
  ): Promise<ObjectManifest> {
    const { kind, namespace, name } = object;
    const words = `${kind} ${
      namespace === undefined ? '' : `${namespace}/`
    }${name}`;
    if (!(await this.isNamed(entity, cluster, object)) || !isMeshKind(kind)) {
      throw new NotFoundError(
        `No service of ${entity.entityRef} in cluster ${cluster} has to do with ${words}.`,
      );
    }
    const raw = await this.objects.read(kind, { cluster, namespace, name });
    if (raw === undefined) {
      throw new NotFoundError(`There is no ${words} in cluster ${cluster}.`);
    }
    return { yaml: manifestYaml(raw) };
  }

  private async isNamed(
    entity: EntityServices,
    cluster: string,
    object: NamedObject,
  ): Promise<boolean> {
    const located = await this.services.locate(entity, withoutTraffic);
    const views = located.flatMap(one =>
      'view' in one && one.view.cluster === cluster ? one.view : [],
    );
    if (views.length === 0) {
      for (const one of located) {
        if (
          'problem' in one &&
          one.problem.cluster === cluster &&
          one.problem.kind === 'unreachable'
        ) {
          throw new ServiceUnavailableError(one.problem.message);
        }
      }
    }
    return views.some(view =>
      objectsNamedBy(view).some(
        ({ kind, namespace, name }) =>
          kind === object.kind &&
          (namespace || undefined) === object.namespace &&
          name === object.name,
      ),
    );
  }
}

/** Kinds that Meshway reads at all; Secrets and ConfigMaps are none of them. */
function isMeshKind(kind: string): kind is MeshKind {
  return Object.hasOwn(MESH_RESOURCES, kind);
}
