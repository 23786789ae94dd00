import { isMissing } from './objects/isMissing';
import type { Rule } from './Rule';

export const ruleHosts: Rule = {
  code: 'MSH220',
  title: 'A DestinationRule is for a Service',
  severity: 'error',
  why: 'A DestinationRule for a host that nobody serves does nothing: no subset, no mutual TLS, no limits.',
  mend: 'Write the name of the Service into host, or its full name if it lives elsewhere.',
  docs: 'https://istio.io/latest/docs/reference/config/networking/destination-rule/',
  only: 'files',
  like: { istio: ['IST0174'], kiali: ['KIA0202'] },
  check: config =>
    config.ofKind('DestinationRule').flatMap(about => {
      const { host } = about.object.spec;
      return host && isMissing(config, host, about.ref.namespace)
        ? [
            {
              about,
              message: `It is for "${host}", and there is no such Service.`,
            },
          ]
        : [];
    }),
};
