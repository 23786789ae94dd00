import type { Subject } from './objects/ConfigItem';
import { hostKey } from './objects/hostKey';
import type { Rule } from './Rule';

export const subsetOnce: Rule = {
  code: 'MSH212',
  title: 'A subset is defined once',
  severity: 'error',
  why: 'Istio merges the DestinationRules of a host and keeps one subset of each name: pods may be taken by labels other than these.',
  mend: 'Give each subset a name of its own, and keep the subsets of a host in one DestinationRule.',
  docs: 'https://istio.io/latest/docs/ops/best-practices/traffic-management/',
  like: { kiali: ['KIA0201'] },
  check: config => {
    const seen = new Map<string, Subject>();
    return config.ofKind('DestinationRule').flatMap(about => {
      const { namespace } = about.ref;
      // Only those of one namespace are merged; among namespaces the caller's own wins.
      const host = hostKey(about.object.spec.host ?? '', namespace);
      return about.object.spec.subsets.flatMap(({ name }) => {
        const key = JSON.stringify([namespace, host, name]);
        const other = seen.get(key);
        seen.set(key, about);
        if (!other) return [];
        return [
          {
            about,
            message: `Subset "${name}" of "${about.object.spec.host}" is ${
              other === about ? 'twice in it' : `in ${other.label} as well`
            }.`,
          },
        ];
      });
    });
  },
};
