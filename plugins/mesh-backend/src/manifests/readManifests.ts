import { InputError } from '@backstage/errors';
import {
  parseConfigFiles,
  type ConfigFile,
  type ConfigObject,
} from '@meshway/plugin-mesh-common';
import { titleOf, type Manifest } from './Manifest';
import { MANIFEST_KINDS } from './MANIFEST_KINDS';

/** Many times what a service consists of. */
const MAX_OBJECTS = 200;
/** One MiB. */
const MAX_BYTES = 1_048_576;

/** All of this becomes part of a path, in which `..` would lead elsewhere. */
const VERSION = /^v[0-9]+((alpha|beta)[0-9]+)?$/;
const NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;
const NAMESPACE = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Files that have the form of an object and are meant for somebody else. */
const FOREIGN = /(^|\.)backstage\.io$|^kustomize\.config\.k8s\.io$/;

/**
 * The Kubernetes objects of some files, in their order, each with the reason when it is none that a service may bring
 * along. Kustomizations and entities of the catalog are passed over, and so is other YAML.
 *
 * Throws an InputError when a file is not YAML, or when there is too much of it.
 */
export function readManifests(files: readonly ConfigFile[]): Manifest[] {
  const bytes = files.reduce(
    (sum, { content }) => sum + Buffer.byteLength(content),
    0,
  );
  if (bytes > MAX_BYTES) {
    throw new InputError(
      'The files are larger than 1 MiB together. Send fewer of them at a time.',
    );
  }
  const { objects, findings } = parseConfigFiles(files);
  if (findings.length > 0) {
    throw new InputError(
      findings
        .map(({ object, message, mend }) => `${object}: ${message} ${mend}`)
        .join('\n'),
    );
  }
  const manifests = objects.map(manifestOf).filter(({ group }) => {
    return !FOREIGN.test(group);
  });
  if (manifests.length > MAX_OBJECTS) {
    throw new InputError(
      `There are ${manifests.length} objects in the files, and at most ${MAX_OBJECTS} are taken. Send fewer at a time.`,
    );
  }
  refuseRepeated(manifests);
  return manifests;
}

function manifestOf(object: ConfigObject): Manifest {
  const { source, apiVersion, kind, name, namespace } = object;
  const body = object.raw as Manifest['body'];
  const [version, group = ''] = apiVersion.split('/').reverse();
  const manifest: Manifest = {
    path: source,
    apiVersion,
    group,
    version,
    kind,
    namespace: kind === 'Namespace' ? undefined : namespace,
    name,
    body,
    annotations: annotationsOf(body),
  };
  return { ...manifest, refusal: whyRefused(manifest) };
}

function annotationsOf(body: Manifest['body']): Record<string, unknown> {
  const { annotations } = (body.metadata ?? {}) as Record<string, unknown>;
  return typeof annotations === 'object' && annotations !== null
    ? (annotations as Record<string, unknown>)
    : {};
}

function whyRefused(manifest: Manifest): string | undefined {
  const { group, version, kind, namespace, name } = manifest;
  const known = MANIFEST_KINDS.some(
    allowed => allowed.group === group && allowed.kind === kind,
  );
  if (!known) {
    return `The portal takes no ${kind}${
      group && ` of ${group}`
    } to a cluster: it is not what a service consists of. Take it out of the files, or apply it by other means.`;
  }
  if (!VERSION.test(version)) {
    return `Its apiVersion "${
      manifest.apiVersion
    }" is none. Write one such as ${group ? `${group}/v1` : 'v1'}.`;
  }
  if (!name) return 'It has no name. Write metadata.name into it.';
  if (!NAME.test(name)) {
    return `"${name}" is no name for it: write lower-case letters, digits, "-" and ".".`;
  }
  if (namespace !== undefined && !NAMESPACE.test(namespace)) {
    return `"${namespace}" is no name of a namespace: write lower-case letters, digits and "-".`;
  }
  return undefined;
}

/** The later one would silently take back what the earlier one says. */
function refuseRepeated(manifests: Manifest[]): void {
  const first = new Map<string, Manifest>();
  for (const manifest of manifests) {
    const key = JSON.stringify([
      manifest.group,
      manifest.kind,
      manifest.namespace,
      manifest.name,
    ]);
    const other = first.get(key);
    if (other) {
      manifest.refusal ??= `${titleOf(manifest)} stands in ${
        other.path
      } already. Take one of the two out.`;
    } else {
      first.set(key, manifest);
    }
  }
}
