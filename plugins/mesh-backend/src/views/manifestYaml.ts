import { stringify } from 'yaml';

/** Longer ones are not for reading, in characters. */
const MAX_LENGTH = 200_000;

/** Tools that apply manifests keep a copy of them here, with all the values that are taken out elsewhere. */
const COPIES =
  /(?:last-applied(?:-configuration)?|last-handled-configuration|\/applied|\/original)$/;

const HIDDEN = '(not shown)';

/**
 * An object as people read it: without what only machines need, and without the literal values of environment
 * variables, which are secrets more often than they should be.
 */
export function manifestYaml(object: unknown): string {
  const yaml = stringify(withoutNoise(object), { lineWidth: 0 });
  if (yaml.length <= MAX_LENGTH) return yaml;
  const cut = yaml.slice(0, yaml.lastIndexOf('\n', MAX_LENGTH) + 1);
  return `${cut}# The rest is not shown: the object is too long.\n`;
}

function withoutNoise(object: unknown): unknown {
  if (!isRecord(object)) return object;
  const { metadata, ...rest } = object;
  return withoutValues({
    // In the order in which manifests are written.
    ...('apiVersion' in rest && { apiVersion: rest.apiVersion }),
    ...('kind' in rest && { kind: rest.kind }),
    metadata: isRecord(metadata) ? ownMetadata(metadata) : metadata,
    ...rest,
  });
}

function ownMetadata({
  managedFields,
  annotations,
  ...metadata
}: Record<string, unknown>) {
  const own = isRecord(annotations)
    ? Object.entries(annotations).filter(([name]) => !COPIES.test(name))
    : [];
  return {
    ...metadata,
    ...(own.length > 0 && { annotations: Object.fromEntries(own) }),
  };
}

/** Wherever a pod template may stand. */
function withoutValues(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(withoutValues);
  if (!isRecord(part)) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [
      key,
      key === 'env' && Array.isArray(value)
        ? value.map(hideValue)
        : withoutValues(value),
    ]),
  );
}

function hideValue(variable: unknown): unknown {
  return isRecord(variable) && 'value' in variable
    ? { ...variable, value: HIDDEN }
    : variable;
}

function isRecord(part: unknown): part is Record<string, unknown> {
  return typeof part === 'object' && part !== null && !Array.isArray(part);
}
