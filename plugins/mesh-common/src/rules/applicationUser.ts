import type { Rule } from './Rule';

/** `UserID` in Istio's deployment analyzer. */
const PROXY_USER = 1337;

export const applicationUser: Rule = {
  code: 'MSH320',
  title: 'The application does not run as user 1337',
  severity: 'error',
  why: 'User 1337 is the proxy: what runs as it goes around the proxy, unencrypted and unseen.',
  mend: 'Choose another runAsUser.',
  docs: 'https://istio.io/latest/docs/ops/deployment/application-requirements/',
  like: {
    istio: ['IST0144'],
    differs:
      'Istio looks at Deployments and pods, Meshway at Rollouts and StatefulSets as well.',
  },
  check: config =>
    config
      .workloads()
      .filter(({ object }) => object.kind !== 'Pod')
      .flatMap(about => {
        const { securityContext, containers = [] } =
          about.object.template?.spec ?? {};
        const users = [
          { who: 'Its pods run', user: securityContext?.runAsUser },
          ...containers
            .filter(({ name }) => name !== 'istio-proxy')
            .map(container => ({
              who: `Its container "${container.name}" runs`,
              user: container.securityContext?.runAsUser,
            })),
        ];
        return users
          .filter(({ user }) => user === PROXY_USER)
          .map(({ who }) => ({ about, message: `${who} as user 1337.` }));
      }),
};
