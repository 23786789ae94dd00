import { z } from 'zod';
import { fits } from './objects/fits';
import type { Rule } from './Rule';

// Its name says all; what is in it is nobody's business.
const anything = z.unknown();

export const gatewaySecret: Rule = {
  code: 'MSH215',
  title: 'The TLS secret stands beside the gateway',
  severity: 'error',
  why: 'The gateway reads credentialName in the namespace of its own pods, not of the Gateway object: without the secret it serves no TLS.',
  mend: "Create the secret in the namespace where the gateway's pods run.",
  docs: 'https://istio.io/latest/docs/tasks/traffic-management/ingress/secure-ingress/',
  only: 'files',
  like: {
    istio: ['IST0101'],
    differs:
      'Istio needs the pods of the gateway, and complains of a secret that is nowhere as well.',
  },
  check: config => {
    const secrets = config.foreign('Secret', anything);
    return config.ofKind('Gateway').flatMap(about => {
      const { selector = {}, servers } = about.object.spec;
      const proxies = config
        .workloads()
        .filter(({ object }) => fits(selector, object.labels))
        .map(({ ref }) => ref.namespace);
      return servers.flatMap(({ tls }) => {
        const name = tls?.credentialName;
        const here = secrets
          .filter(({ ref }) => ref.name === name)
          .map(({ ref }) => ref.namespace);
        if (!name || here.length === 0) return [];
        const right =
          proxies.length > 0
            ? here.some(one => proxies.includes(one))
            : // No pod of this namespace is the gateway, so it runs in another one.
              !config.knows(about.ref.namespace) ||
              here.some(one => one !== about.ref.namespace);
        return right
          ? []
          : [
              {
                about,
                message: `Its certificate "${name}" stands in namespace "${
                  here[0]
                }"; its pods run in ${
                  proxies.length > 0 ? `"${proxies[0]}"` : 'another one'
                }.`,
              },
            ];
      });
    });
  },
};
