import type { Subject } from './objects/ConfigItem';
import type { Rule } from './Rule';

export const gatewayCertificates: Rule = {
  code: 'MSH217',
  title: 'Gateways of a proxy have certificates of their own',
  severity: 'warning',
  why: 'Browsers reuse a connection for every host of its certificate: with one certificate on two Gateways the second host answers 404.',
  mend: 'Serve both hosts by one Gateway, or give each its own certificate.',
  docs: 'https://istio.io/latest/docs/ops/common-problems/network-issues/',
  like: { istio: ['IST0138'] },
  check: config => {
    const seen = new Map<string, Subject>();
    return config.ofKind('Gateway').flatMap(about => {
      const { selector = {}, servers } = about.object.spec;
      const names = servers.flatMap(({ tls }) => tls?.credentialName ?? []);
      return [...new Set(names)].flatMap(name => {
        const key = JSON.stringify([Object.entries(selector).sort(), name]);
        const other = seen.get(key);
        seen.set(key, other ?? about);
        return other
          ? [
              {
                about,
                message: `It uses certificate "${name}", and so does ${other.label}.`,
              },
            ]
          : [];
      });
    });
  },
};
