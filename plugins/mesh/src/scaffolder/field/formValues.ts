/** Longer than any name that the wizard asks for: values may come from an address that somebody shared. */
const MAX_LENGTH = 300;

/** A value that may be anything, as an object; empty when it is none. */
export function objectOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

/** A value that may be anything, as text; empty when it is none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, MAX_LENGTH) : '';
}

/** What the wizard's other fields hold: the name of the service, its owner, its namespace and cluster. */
export function serviceInForm(formData: unknown): {
  name: string;
  owner: string;
  namespace: string;
  cluster: string;
} {
  const form = objectOf(formData);
  const name = textOf(form.name);
  const namespace = objectOf(form.namespace);
  return {
    name,
    owner: textOf(form.owner),
    namespace: textOf(namespace.name) || name,
    cluster: textOf(namespace.cluster),
  };
}
