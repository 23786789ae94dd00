import { isWebAddress } from '../../ui/isWebAddress';

/** What may stand in braces in the address of a link. */
export const PLACEHOLDERS = [
  'cluster',
  'namespace',
  'service',
  'workload',
  'revision',
  'entityRef',
  'from',
  'to',
] as const;

/** What the placeholders stand for; absent where a service has nothing of the kind. */
export type LinkValues = Partial<Record<(typeof PLACEHOLDERS)[number], string>>;

/** An address, or why there is none. */
export type FilledTemplate =
  | { url: string }
  | { problem: 'unknownPlaceholder' | 'noValue'; placeholder: string }
  | { problem: 'noWebAddress' };

/** Puts the values into the address, each encoded, so that none of them can lead elsewhere. */
export function fillTemplate(
  template: string,
  values: LinkValues,
): FilledTemplate {
  let problem: FilledTemplate | undefined;
  const url = template.replace(/\{([^{}]*)\}/g, (_, placeholder: string) => {
    if (!isPlaceholder(placeholder)) {
      problem ??= { problem: 'unknownPlaceholder', placeholder };
      return '';
    }
    const value = values[placeholder];
    // Dots alone would go up in the path, however they are encoded.
    if (!value || /^\.+$/.test(value)) {
      problem ??= { problem: 'noValue', placeholder };
      return '';
    }
    return encoded(value);
  });
  if (problem) return problem;
  return isWebAddress(url) ? { url } : { problem: 'noWebAddress' };
}

function isPlaceholder(name: string): name is keyof LinkValues {
  return (PLACEHOLDERS as readonly string[]).includes(name);
}

/** Text of a cluster may hold halves of characters, which cannot be encoded. */
function encoded(value: string): string {
  return encodeURIComponent(value.replace(/\p{Surrogate}/gu, '\ufffd'));
}
