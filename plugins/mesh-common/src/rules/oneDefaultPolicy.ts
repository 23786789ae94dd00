import {
  EXCLUSIVE,
  isForAll,
  policiesOf,
  type Policy,
} from './objects/policies';
import type { Rule } from './Rule';

export const oneDefaultPolicy: Rule = {
  code: 'MSH509',
  title: 'A namespace has one default of a kind',
  severity: 'error',
  why: 'Of several PeerAuthentications, Sidecars or Telemetries without a selector Istio follows the oldest and ignores the others.',
  mend: 'Merge them, or give all but one a selector.',
  docs: 'https://istio.io/latest/docs/reference/config/security/peer_authentication/',
  like: {
    istio: ['IST0111', 'IST0160'],
    kiali: ['KIA0002'],
    differs: 'Istio does not look at PeerAuthentications.',
  },
  check: config =>
    EXCLUSIVE.flatMap(kind => {
      const first = new Map<string | undefined, Policy>();
      return policiesOf(config, kind)
        .filter(isForAll)
        .flatMap(about => {
          const other = first.get(about.ref.namespace);
          first.set(about.ref.namespace, other ?? about);
          return other
            ? [
                {
                  about,
                  message: `It is for every pod of its namespace, and so is ${other.label}.`,
                },
              ]
            : [];
        });
    }),
};
