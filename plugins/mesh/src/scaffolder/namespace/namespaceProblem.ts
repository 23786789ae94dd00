import {
  isSystemNamespace,
  type NamespaceOption,
} from '@meshway/plugin-mesh-common';
import { isDnsLabel } from '../field/dnsNames';
import type { NamespaceChoice } from './NamespaceChoice';

/** What is wrong with a choice, by its name among the messages. */
export type NamespaceProblem =
  | 'empty'
  | 'invalid'
  | 'system'
  | 'exists'
  | 'missing';

/**
 * What is wrong with the name of a namespace.
 *
 * @param namespaces - of the cluster; undefined when they cannot be read
 */
export function namespaceProblem(
  { name, exists }: NamespaceChoice,
  namespaces: NamespaceOption[] | undefined,
): NamespaceProblem | undefined {
  if (name === '') return 'empty';
  if (!isDnsLabel(name)) return 'invalid';
  const found = namespaces?.find(one => one.name === name);
  if (found?.system || isSystemNamespace(name)) return 'system';
  if (!namespaces) return undefined;
  if (found && !exists) return 'exists';
  return !found && exists ? 'missing' : undefined;
}
