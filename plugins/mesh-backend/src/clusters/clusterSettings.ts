import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  DEFAULT_MESH_SETTINGS,
  type MeshSettings,
} from '@meshway/plugin-mesh-common';

/** What the API server takes as the name of a namespace. */
const NAMESPACE = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const DOMAIN = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;
/** Each is watched by itself, kind by kind. */
const MAX_NAMESPACES = 100;

/**
 * What `mesh.clusters` says of a cluster that the Kubernetes plugin does not know.
 */
export interface ClusterSettings {
  /** Whether nothing may be decided there. */
  readOnly: boolean;
  /** The only namespaces that are read; all without it. */
  namespaces?: string[];
  /** Whether decisions are sent in the name of their author. */
  impersonate: boolean;
  mesh: MeshSettings;
}

export const DEFAULT_CLUSTER_SETTINGS: ClusterSettings = {
  readOnly: false,
  impersonate: false,
  mesh: DEFAULT_MESH_SETTINGS,
};

/**
 * Reads `mesh.clusters`, by the name of the cluster. Throws an InputError that names the key when a value cannot be
 * used.
 */
export function readClusterSettings(
  root: Config,
): ReadonlyMap<string, ClusterSettings> {
  const settings = new Map<string, ClusterSettings>();
  const clusters = root.getOptionalConfigArray('mesh.clusters') ?? [];
  for (const [index, config] of clusters.entries()) {
    const name = config.getString('name');
    if (settings.has(name)) {
      throw new InputError(
        `mesh.clusters[${index}].name must not be ${name} again: another entry is about that cluster.`,
      );
    }
    settings.set(name, readSettings(config, `mesh.clusters[${index}]`));
  }
  return settings;
}

function readSettings(config: Config, key: string): ClusterSettings {
  const namespaces = readNamespaces(config, `${key}.namespaces`);
  return {
    readOnly: config.getOptionalBoolean('readOnly') ?? false,
    ...(namespaces && { namespaces }),
    impersonate: config.getOptionalBoolean('impersonate') ?? false,
    mesh: readMesh(config, `${key}.mesh`),
  };
}

function readNamespaces(config: Config, key: string): string[] | undefined {
  const namespaces = config.getOptionalStringArray('namespaces');
  if (!namespaces) return undefined;
  if (namespaces.length === 0 || namespaces.length > MAX_NAMESPACES) {
    throw new InputError(
      `${key} must name between one and ${MAX_NAMESPACES} namespaces, or be left out for all of them.`,
    );
  }
  const wrong = namespaces.findIndex(name => !NAMESPACE.test(name));
  if (wrong >= 0) {
    throw new InputError(`${key}[${wrong}] must be the name of a namespace.`);
  }
  return [...new Set(namespaces)].sort();
}

function readMesh(config: Config, key: string): MeshSettings {
  const read = (name: string, pattern: RegExp, what: string) => {
    const value = config.getOptionalString(`mesh.${name}`);
    if (value === undefined || pattern.test(value)) return value;
    throw new InputError(`${key}.${name} must be ${what}.`);
  };
  return {
    rootNamespace:
      read('rootNamespace', NAMESPACE, 'the name of a namespace') ??
      DEFAULT_MESH_SETTINGS.rootNamespace,
    autoMtls:
      config.getOptionalBoolean('mesh.autoMtls') ??
      DEFAULT_MESH_SETTINGS.autoMtls,
    clusterDomain:
      read('clusterDomain', DOMAIN, 'a domain such as cluster.local') ??
      DEFAULT_MESH_SETTINGS.clusterDomain,
  };
}
