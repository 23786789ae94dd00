import { fits } from './objects/fits';
import { isRolloutSubset, rolloutsOf } from './objects/rolloutSubset';
import type { Rule } from './Rule';

/** From which Istio takes the version of a pod (`CanonicalRevision` in pkg/kube/labels). */
const VERSION_LABELS = [
  'service.istio.io/canonical-revision',
  'app.kubernetes.io/version',
  'version',
];

export const lastingSelectors: Rule = {
  code: 'MSH316',
  title: 'Selectors of a Rollout outlive a release',
  severity: 'warning',
  why: 'A label that tells the version changes with a release: a selector or subset that wants the old value loses the new pods, and its requests get 503.',
  mend: 'Select by labels that stay, such as app; the Rollouts controller adds the pod-template hash where versions must be told apart.',
  docs: 'https://argo-rollouts.readthedocs.io/en/stable/features/traffic-management/istio/',
  check: config =>
    config.ofKind('Rollout').flatMap(about => {
      const labels = config.templateOf(about.object)?.metadata?.labels ?? {};
      const services = config
        .ofKind('Service')
        .filter(
          ({ ref, object: { spec } }) =>
            ref.namespace === about.ref.namespace &&
            Object.keys(spec.selector ?? {}).length > 0 &&
            fits(spec.selector ?? {}, labels),
        );
      const rules = config
        .ofKind('DestinationRule')
        .filter(rule => rolloutsOf(config, rule).includes(about));
      return [
        {
          subject: about,
          where: 'Its selector',
          selector: about.object.spec.selector?.matchLabels,
        },
        ...services.map(service => ({
          subject: service,
          where: 'Its selector',
          selector: service.object.spec.selector,
        })),
        ...rules.flatMap(rule =>
          rule.object.spec.subsets
            .filter(({ name }) => isRolloutSubset(config, rule, name))
            .map(subset => ({
              subject: rule,
              where: `Subset "${subset.name}"`,
              selector: subset.labels,
            })),
        ),
      ].flatMap(({ subject, where, selector = {} }) =>
        VERSION_LABELS.filter(key => Object.hasOwn(selector, key)).map(key => ({
          about: subject,
          message: `${where} wants ${key}=${selector[key]}, which the next release of Rollout "${about.ref.name}" may change.`,
        })),
      );
    }),
};
