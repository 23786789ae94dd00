import { MESH_RESOURCES } from '../kubernetes';
import type { ConfigItem } from './objects/ConfigItem';
import type { Rule } from './Rule';

export const oneNamespace: Rule = {
  code: 'MSH102',
  title: 'Objects share a namespace',
  severity: 'error',
  why: 'Routes, subsets and Services find each other by short names, which hold inside one namespace only; a Rollout looks for its DestinationRule in its own namespace.',
  mend: 'Give every object the namespace of the service.',
  docs: 'https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/istio/',
  only: 'files',
  check: config => {
    // Others may be elsewhere for good reasons: a TLS secret stands beside the gateway that serves it, an Application
    // of Argo CD beside Argo CD.
    const inside = config.items.filter(
      ({ ref }) =>
        ref.kind !== 'Namespace' &&
        (Object.hasOwn(MESH_RESOURCES, ref.kind) ||
          ref.kind === 'AnalysisTemplate'),
    );
    const expected = expectedNamespace(config.items, inside);
    return inside
      .filter(({ ref }) => ref.namespace !== expected || !ref.namespace)
      .map(item => ({
        about: item,
        message: item.ref.namespace
          ? `It is in namespace "${item.ref.namespace}", the service in "${expected}".`
          : `It names no namespace${
              expected ? `; the service is in "${expected}"` : ''
            }.`,
      }));
  },
};

function expectedNamespace(
  all: readonly ConfigItem[],
  inside: ConfigItem[],
): string | undefined {
  const declared = all.find(({ ref }) => ref.kind === 'Namespace');
  const leading = inside.filter(({ ref }) => ref.namespace);
  const best =
    leading.find(({ ref }) => ref.kind === 'Rollout') ??
    leading.find(({ ref }) => ref.kind === 'Service') ??
    leading[0];
  return declared?.ref.name ?? best?.ref.namespace;
}
