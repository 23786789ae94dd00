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
    /** By host, the VirtualServices that share it out among its subsets. */
    const weighted = new Map<string, Set<unknown>>();
    for (const one of config.ofKind('VirtualService')) {
      const { namespace } = one.ref;
      const hosts = new Set(
        one.object.spec.hosts.map(host => hostKey(host, namespace)),
      );
      for (const { host, subset } of destinationsOf(one.object)) {
        const key = hostKey(host, namespace);
        if (!subset || !hosts.has(key)) continue;
        weighted.set(key, (weighted.get(key) ?? new Set()).add(one));
      }
    }
    return config
      .ofKind('VirtualService')
      .filter(({ object }) => gatewaysOf(object).length > 0)
      .flatMap(about => {
        const around = destinationsOf(about.object).find(({ host, subset }) => {
          const others = weighted.get(hostKey(host, about.ref.namespace));
          return !subset && others && others.size > Number(others.has(about));
        });
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
