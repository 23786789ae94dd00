import { fits, shownLabels } from './objects/fits';
import type { Rule } from './Rule';

export const gatewayWorkload: Rule = {
  code: 'MSH224',
  title: 'A Gateway has pods that serve it',
  severity: 'warning',
  why: 'A Gateway whose selector fits no pod is served nowhere.',
  mend: "Write the labels of the gateway's pods into spec.selector.",
  docs: 'https://istio.io/latest/docs/reference/config/networking/gateway/',
  like: {
    istio: ['IST0101'],
    kiali: ['KIA0302'],
    differs:
      'Istio complains whenever it sees no pod of the gateway; Meshway only when another gateway is there.',
  },
  check: config => {
    // Gateways mostly run in a namespace of their own: without one among the objects, nothing is known.
    const proxies = config
      .workloads()
      .filter(
        ({ object: { template } }) =>
          template?.metadata?.annotations?.['inject.istio.io/templates'] ===
          'gateway',
      );
    if (proxies.length === 0) return [];
    return config
      .ofKind('Gateway')
      .filter(({ object: { spec } }) =>
        config
          .workloads()
          .every(({ object }) => !fits(spec.selector ?? {}, object.labels)),
      )
      .map(about => ({
        about,
        message: `No pod has ${shownLabels(about.object.spec.selector ?? {})}.`,
      }));
  },
};
