import type { Rule } from './Rule';

export const portMtlsSelector: Rule = {
  code: 'MSH511',
  title: 'portLevelMtls has a selector',
  severity: 'error',
  why: "Istio's webhook refuses portLevelMtls without a selector: ports belong to pods, not to namespaces.",
  mend: 'Add the selector of the pods, or move the mode to spec.mtls.',
  docs: 'https://istio.io/latest/docs/reference/config/security/peer_authentication/',
  like: { istio: ['IST0106'] },
  check: config =>
    config
      .ofKind('PeerAuthentication')
      .filter(
        ({ object: { spec } }) =>
          Object.keys(spec.portLevelMtls ?? {}).length > 0 &&
          Object.keys(spec.selector?.matchLabels ?? {}).length === 0,
      )
      .map(about => ({
        about,
        message: `It sets the mode of port ${Object.keys(
          about.object.spec.portLevelMtls ?? {},
        ).join(', ')} and selects no pods.`,
      })),
};
