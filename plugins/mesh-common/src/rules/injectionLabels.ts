import type { Rule } from './Rule';

const LABELS = ['istio-injection', 'istio.io/rev', 'istio.io/dataplane-mode'];

export const injectionLabels: Rule = {
  code: 'MSH601',
  title: 'A Namespace has one injection label',
  severity: 'warning',
  why: 'istio-injection overrules istio.io/rev and istio.io/dataplane-mode: which control plane injects, or whether pods are ambient, is not what the other label says.',
  mend: 'Keep the label that is meant and remove the others.',
  docs: 'https://istio.io/latest/docs/setup/additional-setup/sidecar-injection/',
  like: { istio: ['IST0123'] },
  check: config =>
    config.ofKind('Namespace').flatMap(about => {
      const { labels = {} } = about.object.metadata;
      const set = LABELS.filter(key => Object.hasOwn(labels, key));
      // `disabled` beside a revision turns injection off on purpose.
      return set.length < 2 || labels['istio-injection'] === 'disabled'
        ? []
        : [
            {
              about,
              message: `It has ${set
                .map(key => `${key}=${labels[key]}`)
                .join(' and ')}.`,
            },
          ];
    }),
};
