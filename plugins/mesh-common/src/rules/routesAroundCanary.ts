import { destinationsOf } from './objects/destinations';
import { gatewaysOf } from './objects/gatewaysOf';
import { hostKey } from './objects/hostKey';
import type { Rule } from './Rule';

export const routesAroundCanary: Rule = {
  code: 'MSH221',
  title: 'Requests from outside follow the weights',
  severity: 'warning',
  why: 'A gateway follows only the VirtualServices that hang on it: what another one sends to the whole host goes around subsets and weights.',
  mend: 'Hang the VirtualService with the weights on the Gateway as well, or name its subsets in the other.',
  docs: 'https://istio.io/latest/docs/ops/common-problems/network-issues/',
  like: { istio: ['IST0140'] },
  check: config => {
    const weighted = config.ofKind('VirtualService').flatMap(one => {
      const hosts = one.object.spec.hosts.map(host =>
        hostKey(host, one.ref.namespace),
      );
      return destinationsOf(one.object)
        .filter(({ subset }) => subset)
        .map(({ host }) => hostKey(host, one.ref.namespace))
        .filter(host => hosts.includes(host))
        .map(host => ({ one, host }));
    });
    return config
      .ofKind('VirtualService')
      .filter(({ object }) => gatewaysOf(object).length > 0)
      .flatMap(about => {
        const around = destinationsOf(about.object).find(
          ({ host, subset }) =>
            !subset &&
            weighted.some(
              other =>
                other.one !== about &&
                other.host === hostKey(host, about.ref.namespace),
            ),
        );
        return around
          ? [
              {
                about,
                message: `${around.route} leads to all of "${around.host}", whose subsets get their shares in another VirtualService.`,
              },
            ]
          : [];
      });
  },
};
