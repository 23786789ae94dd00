import {
  MESH_RESOURCES,
  parseObject,
  type MeshKind,
  type MeshObject,
} from '../../kubernetes';
import type { FindingObject } from '../../model';
import type { ConfigObject } from './ConfigObject';

/** Deeper than any schema looks. */
const MAX_DEPTH = 50;

/**
 * What a finding can be about.
 *
 * @public
 */
export interface Subject {
  /** `Rollout shop/checkout`, with the file it stands in. */
  label: string;
  ref: FindingObject;
}

/**
 * An object with the name under which findings speak of it.
 *
 * @public
 */
export interface Named<T> extends Subject {
  object: T;
}

/**
 * An object of a set, of whatever kind.
 *
 * @public
 */
export interface ConfigItem extends Subject {
  /** Empty when the object came from the cluster. */
  apiVersion: string;
  /** Undefined when it is of a kind that Meshway does not read, or cannot be read. */
  object?: MeshObject;
  /** Why it, or a part of it, cannot be read. */
  unreadable: readonly string[];
  /** All of it, when it stands in a file. */
  raw?: unknown;
}

/** Reads an object of a file. */
export function fileItem(config: ConfigObject): ConfigItem {
  const { source, apiVersion, kind, namespace, name, raw } = config;
  const ref = { kind, namespace, name };
  const item = { label: `${words(ref)} (${source})`, ref, apiVersion, raw };
  if (!isMeshKind(kind, apiVersion)) return { ...item, unreadable: [] };
  try {
    const object = parseObject(kind, withIdentity(raw));
    return { ...item, object, unreadable: object.unreadable ?? [] };
  } catch (error) {
    return { ...item, unreadable: [(error as Error).message] };
  }
}

/** An object of a cluster has been read before. */
export function clusterItem(object: MeshObject): ConfigItem {
  const { kind, metadata } = object;
  const ref = { kind, namespace: metadata.namespace, name: metadata.name };
  const unreadable = object.unreadable ?? [];
  return { label: words(ref), ref, apiVersion: '', object, unreadable };
}

/** Other groups have a Gateway or a Service as well. */
function isMeshKind(kind: string, apiVersion: string): kind is MeshKind {
  if (!Object.hasOwn(MESH_RESOURCES, kind)) return false;
  const { group } = MESH_RESOURCES[kind as MeshKind];
  return group === ''
    ? apiVersion === 'v1'
    : apiVersion.startsWith(`${group}/`);
}

/** No API server has given it a uid yet, nor dropped what is null: templates write `annotations:` and nothing more. */
function withIdentity(raw: unknown): unknown {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) return raw;
  const { metadata, ...rest } = withoutNulls(raw, 0) as { metadata?: unknown };
  return typeof metadata === 'object'
    ? { ...rest, metadata: { uid: '', resourceVersion: '', ...metadata } }
    : { ...rest, metadata };
}

function withoutNulls(value: unknown, depth: number): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (depth > MAX_DEPTH) return undefined;
  if (Array.isArray(value)) {
    return value.map(one => withoutNulls(one, depth + 1));
  }
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, one]) =>
      one === null ? [] : [[key, withoutNulls(one, depth + 1)]],
    ),
  );
}

function words({ kind, namespace, name }: FindingObject): string {
  return `${kind} ${[namespace, name].filter(Boolean).join('/')}`;
}
