import type { Subject } from './objects/ConfigItem';
import type { Rule } from './Rule';

export const oneGatewayPerHost: Rule = {
  code: 'MSH214',
  title: 'One Gateway serves a host on a port',
  severity: 'error',
  why: 'The same proxy cannot listen twice for one host and port: Istio keeps the older Gateway and drops the server of the other.',
  mend: 'Let the services share one Gateway, or give each a host of its own.',
  docs: 'https://istio.io/latest/docs/reference/config/networking/gateway/',
  like: {
    istio: ['IST0145'],
    kiali: ['KIA0301'],
    differs:
      'Istio compares selectors of which one contains the other as well, when the pod is there.',
  },
  check: config => {
    const seen = new Map<string, Subject>();
    return config.ofKind('Gateway').flatMap(about => {
      const { selector = {}, servers } = about.object.spec;
      return servers.flatMap(({ port, hosts }) => {
        // Istio refuses a server without a port.
        if (port?.number === undefined) return [];
        return hosts.flatMap(host => {
          const key = JSON.stringify([
            Object.entries(selector).sort(),
            port.number,
            host,
          ]);
          const other = seen.get(key);
          seen.set(key, other ?? about);
          return other
            ? [
                {
                  about,
                  message: `It serves "${host}" on port ${
                    port.number
                  }, and so does ${
                    other === about ? 'another server in it' : other.label
                  }.`,
                },
              ]
            : [];
        });
      });
    });
  },
};
