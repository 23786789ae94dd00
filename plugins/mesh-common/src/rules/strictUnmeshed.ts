import { dataPlaneOf, serverTls } from './objects/mutualTls';
import type { Rule } from './Rule';

export const strictUnmeshed: Rule = {
  code: 'MSH507',
  title: 'Pods under STRICT have a proxy',
  severity: 'error',
  why: 'It is the proxy that demands mutual TLS: pods without one take plain text from anybody, and cannot call others that are STRICT.',
  mend: 'Let the pods be injected, or take them out of the PeerAuthentication.',
  docs: 'https://istio.io/latest/docs/reference/config/security/peer_authentication/',
  check: config =>
    config.workloads().flatMap(about => {
      const asked = dataPlaneOf(config, about);
      if (asked.dataPlane !== 'none') return [];
      const { mode, by } = serverTls(config, about);
      return mode === 'STRICT' && by
        ? [
            {
              about,
              message: `Its pods get no proxy (${asked.by}), and ${by.label} demands mutual TLS of them.`,
            },
          ]
        : [];
    }),
};
