import { nameOf, type ConfigObject } from './ConfigObject';
import type { Rule } from './Rule';

/** Groups whose objects never reach a cluster, or live outside namespaces. */
const WITHOUT_NAMESPACE =
  /^(backstage\.io|scaffolder\.backstage\.io|kustomize\.config\.k8s\.io)\//;

export const oneNamespace: Rule = {
  code: 'MSH102',
  title: 'Objects share a namespace',
  severity: 'error',
  why: 'Routes, subsets and Services find each other by short names, which hold inside one namespace only; a Rollout looks for its DestinationRule in its own namespace.',
  mend: 'Give every object the namespace of the service.',
  check: config => {
    const inside = config.objects.filter(
      ({ kind, apiVersion }) =>
        kind !== 'Namespace' && !WITHOUT_NAMESPACE.test(apiVersion),
    );
    const expected = expectedNamespace(config.objects, inside);
    return inside
      .filter(({ namespace }) => namespace !== expected || !namespace)
      .map(object => ({
        object: nameOf(object),
        message: object.namespace
          ? `It is in namespace "${object.namespace}", the service in "${expected}".`
          : `It names no namespace${
              expected ? `; the service is in "${expected}"` : ''
            }.`,
      }));
  },
};

function expectedNamespace(
  all: readonly ConfigObject[],
  inside: ConfigObject[],
): string | undefined {
  const declared = all.find(({ kind }) => kind === 'Namespace');
  const leading = inside.filter(({ namespace }) => namespace);
  const best =
    leading.find(({ kind }) => kind === 'Rollout') ??
    leading.find(({ kind }) => kind === 'Service') ??
    leading[0];
  return declared?.name ?? best?.namespace;
}
