import { routeLabel } from './objects/destinations';
import { hostKey } from './objects/hostKey';
import type { Rule } from './Rule';

export const destinationOnce: Rule = {
  code: 'MSH210',
  title: 'A route names each destination once',
  severity: 'warning',
  why: 'Whoever moves weights takes a destination for one number: of two entries the controller writes the same weight into both.',
  mend: 'Merge the two entries and add their weights.',
  docs: 'https://istio.io/latest/docs/reference/config/networking/virtual-service/',
  like: { kiali: ['KIA1105'] },
  check: config =>
    config.ofKind('VirtualService').flatMap(about => {
      const { namespace } = about.ref;
      const { http, tls, tcp } = about.object.spec;
      return [http, tls, tcp].flatMap(routes =>
        routes.flatMap(({ name, route }, index) => {
          const keys = route.flatMap(({ destination }) => {
            if (!destination) return [];
            const { host, subset, port } = destination;
            return JSON.stringify([
              hostKey(host, namespace),
              subset,
              port?.number,
            ]);
          });
          return new Set(keys).size === keys.length
            ? []
            : [
                {
                  about,
                  message: `${routeLabel(
                    name,
                    index,
                  )} leads to the same destination twice.`,
                },
              ];
        }),
      );
    }),
};
