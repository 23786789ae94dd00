import { z } from 'zod';
import { parseObject, type MeshKind, type ObjectOf } from '../kubernetes';
import { hostMeans } from '../service/hosts';
import { nameOf, type ConfigObject } from './ConfigObject';
import {
  containerPortsSchema,
  gatewaySchema,
  routesSchema,
  servicePortsSchema,
} from './extraSchemas';

/**
 * An object with the name under which findings speak of it.
 *
 * @public
 */
export interface Named<T> {
  label: string;
  object: T;
}

/**
 * The objects of one service's configuration, read narrowly. What cannot be read is left out here; the rule about
 * readable objects complains about it.
 *
 * @public
 */
export class ConfigSet {
  readonly objects: readonly ConfigObject[];

  constructor(objects: readonly ConfigObject[]) {
    this.objects = objects;
  }

  /** The objects of a kind, cut down to what Meshway reads. */
  ofKind<K extends MeshKind>(kind: K): Named<ObjectOf<K>>[] {
    return this.objects.flatMap(config => {
      if (config.kind !== kind) return [];
      try {
        const object = readFileObject(kind, config.raw);
        return [{ label: nameOf(config), object }];
      } catch {
        return [];
      }
    });
  }

  /** The Services with their ports, which a view of the mesh does not need. */
  services() {
    return this.extra('Service', servicePortsSchema);
  }

  /** The Rollouts' containers with their ports. */
  rolloutPorts() {
    return this.extra('Rollout', containerPortsSchema);
  }

  /** The VirtualServices with gateways and ports of destinations. */
  routes() {
    return this.extra('VirtualService', routesSchema);
  }

  gateways() {
    return this.extra('Gateway', gatewaySchema);
  }

  /** The DestinationRules that say something about a host, as the object in `namespace` writes it. */
  rulesOf(host: string, namespace: string | undefined) {
    return this.ofKind('DestinationRule').filter(({ object: rule }) =>
      isSameHost(
        { host, namespace },
        { host: rule.spec.host ?? '', namespace: rule.metadata.namespace },
      ),
    );
  }

  /** The Service that a host means, as the object in `namespace` writes it; undefined when it is none of these. */
  serviceOf(host: string, namespace: string | undefined) {
    return this.services().find(({ object: { metadata } }) =>
      hostMeans(host, namespace, {
        namespace: metadata.namespace ?? '',
        name: metadata.name,
      }),
    );
  }

  private extra<T>(kind: string, schema: z.ZodType<T>): Named<T>[] {
    return this.objects.flatMap(config => {
      if (config.kind !== kind) return [];
      const { success, data } = schema.safeParse(config.raw);
      return success ? [{ label: nameOf(config), object: data }] : [];
    });
  }
}

/** Reads an object that no API server has given a uid yet. */
export function readFileObject<K extends MeshKind>(
  kind: K,
  raw: unknown,
): ObjectOf<K> {
  if (typeof raw !== 'object' || raw === null) return parseObject(kind, raw);
  const { metadata } = raw as { metadata?: object };
  return parseObject(kind, {
    ...raw,
    metadata: { uid: '', resourceVersion: '', ...metadata },
  });
}

function isSameHost(
  a: { host: string; namespace: string | undefined },
  b: { host: string; namespace: string | undefined },
): boolean {
  const [name, namespace = b.namespace ?? ''] = b.host.split('.');
  return a.host === b.host && a.namespace === b.namespace
    ? true
    : hostMeans(a.host, a.namespace, { namespace, name });
}
