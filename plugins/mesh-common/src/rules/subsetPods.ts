import type { Service } from '../kubernetes';
import type { Named } from './objects/ConfigItem';
import type { ConfigSet, Workload } from './objects/ConfigSet';
import { destinationsOf } from './objects/destinations';
import { fits, shownLabels } from './objects/fits';
import type { Rule } from './Rule';

export const subsetPods: Rule = {
  code: 'MSH222',
  title: 'A subset takes pods of its host',
  severity: 'error',
  why: 'Istio answers 503 (no healthy upstream) to requests for a subset that takes no pod.',
  mend: 'Let every label of the subset stand on the pods of one of the workloads behind the Service.',
  docs: 'https://istio.io/latest/docs/reference/config/networking/destination-rule/',
  like: {
    istio: ['IST0173'],
    kiali: ['KIA0203'],
    differs:
      'Istio looks at pods alone, so it complains before the first one runs; and of subsets that no route leads to.',
  },
  check: config =>
    config.ofKind('DestinationRule').flatMap(about => {
      const service = config.serviceOf(
        about.object.spec.host ?? '',
        about.ref.namespace,
      );
      const workloads = service ? config.workloadsOf(service.object) : [];
      // Whose pods are not among these objects may well take the subset.
      if (!service || workloads.length === 0) return [];
      const called = calledSubsets(config, service);
      const labelSets = workloads.flatMap(one => labelSetsOf(config, one));
      return about.object.spec.subsets
        .filter(
          ({ name, labels = {} }) =>
            called.has(name) && !labelSets.some(set => fits(labels, set)),
        )
        .map(({ name, labels = {} }) => ({
          about,
          message: `Subset "${name}" wants ${shownLabels(
            labels,
          )}, and no pod of "${about.object.spec.host}" has that.`,
        }));
    }),
};

/** Subsets that routes lead to; any other may wait for its pods. */
function calledSubsets(config: ConfigSet, service: Named<Service>) {
  return new Set(
    config.ofKind('VirtualService').flatMap(({ ref, object }) =>
      destinationsOf(object)
        .filter(
          ({ host }) =>
            config.serviceOf(host, ref.namespace)?.ref === service.ref,
        )
        .map(({ subset }) => subset),
    ),
  );
}

/** Argo Rollouts gives the pods of both versions labels of their own while a release goes on. */
function labelSetsOf(
  config: ConfigSet,
  { ref, object: { kind, labels } }: Named<Workload>,
): Record<string, string>[] {
  const canary =
    kind === 'Rollout'
      ? config.find(kind, ref.namespace, ref.name)?.object.spec.strategy.canary
      : undefined;
  return [undefined, canary?.stableMetadata, canary?.canaryMetadata].map(
    extra => ({ ...labels, ...extra?.labels }),
  );
}
