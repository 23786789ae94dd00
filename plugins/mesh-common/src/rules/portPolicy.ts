import type { Rule } from './Rule';

/** `GetPortLevelTrafficPolicy` in Istio's pilot/pkg/networking/util. */
const TOPICS = ['tls', 'connectionPool', 'outlierDetection', 'loadBalancer'];

export const portPolicy: Rule = {
  code: 'MSH504',
  title: 'Settings of a port repeat those of the host',
  severity: 'warning',
  why: "portLevelSettings replace the trafficPolicy of their port as a whole: what they leave out falls back to Istio's default, TLS and limits alike.",
  mend: 'Repeat in portLevelSettings what shall hold for that port as well.',
  docs: 'https://istio.io/latest/docs/reference/config/networking/destination-rule/',
  check: config =>
    config.ofKind('DestinationRule').flatMap(about => {
      const { portLevelSettings = [], ...policy } =
        about.object.spec.trafficPolicy ?? {};
      const set = (of: object, topic: string) =>
        Object.hasOwn(of, topic) &&
        (of as Record<string, unknown>)[topic] !== undefined;
      return portLevelSettings.flatMap(settings => {
        // Without a port they are nobody's.
        if (settings.port?.number === undefined) return [];
        const lost = TOPICS.filter(
          topic => set(policy, topic) && !set(settings, topic),
        );
        return lost.length === 0
          ? []
          : [
              {
                about,
                message: `Port ${settings.port.number} loses ${lost.join(
                  ' and ',
                )} of the trafficPolicy.`,
              },
            ];
      });
    }),
};
