import type { Rule } from './Rule';

export const tlsMode: Rule = {
  code: 'MSH503',
  title: 'A tls block names its mode',
  severity: 'warning',
  why: 'In a tls block without a mode, DISABLE is meant: what looks like settings for TLS turns mutual TLS off.',
  mend: 'Write the mode: ISTIO_MUTUAL inside the mesh, SIMPLE or MUTUAL for the world outside.',
  docs: 'https://istio.io/latest/docs/reference/config/networking/destination-rule/',
  check: config =>
    config.ofKind('DestinationRule').flatMap(about => {
      const { trafficPolicy, subsets } = about.object.spec;
      const policies = [
        { where: 'trafficPolicy', policy: trafficPolicy },
        ...subsets.map(subset => ({
          where: `subset "${subset.name}"`,
          policy: subset.trafficPolicy,
        })),
      ];
      return policies.flatMap(({ where, policy }) =>
        [
          { where, tls: policy?.tls },
          ...(policy?.portLevelSettings ?? []).map(({ port, tls }) => ({
            where: `${where}, port ${port?.number ?? 'unknown'}`,
            tls,
          })),
        ]
          .filter(({ tls }) => tls && !tls.mode)
          .map(one => ({
            about,
            message: `The tls of its ${one.where} has no mode.`,
          })),
      );
    }),
};
