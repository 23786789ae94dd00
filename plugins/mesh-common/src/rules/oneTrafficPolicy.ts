import type { Subject } from './objects/ConfigItem';
import { hostKey } from './objects/hostKey';
import type { Rule } from './Rule';

export const oneTrafficPolicy: Rule = {
  code: 'MSH213',
  title: 'One DestinationRule sets the policy of a host',
  severity: 'warning',
  why: 'Of several DestinationRules of one namespace for a host Istio takes the trafficPolicy of the oldest; what the others set is dropped.',
  mend: 'Keep trafficPolicy in one DestinationRule of the host.',
  docs: 'https://istio.io/latest/docs/ops/best-practices/traffic-management/',
  like: { kiali: ['KIA0201'] },
  check: config => {
    const seen = new Map<string, Subject>();
    return config.ofKind('DestinationRule').flatMap(about => {
      const { host = '', trafficPolicy, workloadSelector } = about.object.spec;
      if (!trafficPolicy || workloadSelector) return [];
      const key = JSON.stringify([
        about.ref.namespace,
        hostKey(host, about.ref.namespace),
      ]);
      const other = seen.get(key);
      seen.set(key, other ?? about);
      return other
        ? [
            {
              about,
              message: `It sets a trafficPolicy for "${host}", and so does ${other.label}.`,
            },
          ]
        : [];
    });
  },
};
