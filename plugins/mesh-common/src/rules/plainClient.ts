import { tlsConflicts } from './objects/mutualTls';
import type { Rule } from './Rule';

export const plainClient: Rule = {
  code: 'MSH501',
  title: 'Clients speak mutual TLS where it is demanded',
  severity: 'error',
  why: 'Pods under STRICT close every connection that is not mutual TLS: requests fail with 503.',
  mend: 'Remove tls from the trafficPolicy, or set its mode to ISTIO_MUTUAL.',
  docs: 'https://istio.io/latest/docs/ops/common-problems/network-issues/',
  like: { kiali: ['KIA0207', 'KIA0401', 'KIA0501'] },
  check: config =>
    tlsConflicts(config)
      .filter(
        // Certificates of one's own may be of the mesh.
        ({ client, server }) => server === 'STRICT' && client !== 'MUTUAL',
      )
      .map(({ client, about, host }) => ({
        about,
        message: `Clients call ${host} with ${
          client === 'plain-text' ? 'plain text' : client
        }; its pods take STRICT mutual TLS alone.`,
      })),
};
