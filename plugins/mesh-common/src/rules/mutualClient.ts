import { tlsConflicts } from './objects/mutualTls';
import type { Rule } from './Rule';

export const mutualClient: Rule = {
  code: 'MSH502',
  title: 'Clients speak plain text where mutual TLS is off',
  severity: 'error',
  why: 'Pods under DISABLE do not understand mutual TLS: requests fail with 503.',
  mend: 'Remove the mode from the DestinationRule, or DISABLE from the PeerAuthentication.',
  docs: 'https://istio.io/latest/docs/ops/common-problems/network-issues/',
  like: { kiali: ['KIA0205', 'KIA0206', 'KIA0208', 'KIA0505', 'KIA0506'] },
  check: config =>
    tlsConflicts(config)
      .filter(({ server }) => server === 'DISABLE')
      .map(({ client, about, host }) => ({
        about,
        message: `Clients call ${host} with ${client}; its pods take no mutual TLS.`,
      })),
};
