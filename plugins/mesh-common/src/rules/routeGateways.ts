import { gatewaysOf } from './objects/gatewaysOf';
import type { Rule } from './Rule';

export const routeGateways: Rule = {
  code: 'MSH204',
  title: 'Routes hang on a Gateway that exists',
  severity: 'error',
  why: 'Routes that hang on an unknown Gateway are served nowhere.',
  mend: 'Name a Gateway of this namespace, or write <namespace>/<gateway> for a shared one.',
  docs: 'https://istio.io/latest/docs/reference/config/networking/gateway/',
  like: {
    istio: ['IST0101'],
    kiali: ['KIA1102'],
    differs:
      'Istio misses a shared Gateway that is not among the files; Meshway believes in it.',
  },
  check: config =>
    config.ofKind('VirtualService').flatMap(about =>
      gatewaysOf(about.object)
        .filter(
          ({ namespace, name }) =>
            // A shared one is not among the files of a service.
            (config.from === 'cluster' || namespace === about.ref.namespace) &&
            !config.find('Gateway', namespace, name),
        )
        .map(({ written }) => ({
          about,
          message: `It hangs on Gateway "${written}", and there is none.`,
        })),
    ),
};
