import { routeLabel } from './objects/destinations';
import type { Rule } from './Rule';

export const singleWeight: Rule = {
  code: 'MSH209',
  title: 'A single destination needs no weight',
  severity: 'warning',
  why: 'Istio sends everything to the only destination of a route, whatever its weight says: it looks like a share and is none.',
  mend: 'Leave the weight out, or add the destination that gets the rest.',
  docs: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/',
  like: { kiali: ['KIA1104'] },
  check: config =>
    config.ofKind('VirtualService').flatMap(about => {
      const { http, tls, tcp } = about.object.spec;
      return [http, tls, tcp].flatMap(routes =>
        routes.flatMap(({ name, route }, index) => {
          const [{ weight = 0 } = {}, ...others] = route;
          return others.length > 0 || weight === 0 || weight === 100
            ? []
            : [
                {
                  about,
                  message: `${routeLabel(
                    name,
                    index,
                  )} has one destination, with weight ${weight}.`,
                },
              ];
        }),
      );
    }),
};
