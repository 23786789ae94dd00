/** Strategies of the Kubernetes plugin whose credentials the backend has by itself. */
const SERVER_SIDE = ['serviceAccount', 'googleServiceAccount', 'aws', 'azure'];
/** Strategies that need a token which only the user's browser has. */
const CLIENT_SIDE = ['google', 'aks', 'oidc'];

/**
 * Why a cluster cannot be reached by the backend, as a sentence for a user; undefined when it can.
 *
 * With an anonymous strategy the proxy forwards the caller's own `Authorization` header, so the cluster would
 * be handed a token of this portal. A strategy that is not known could do the same.
 */
export function whyNotUsable(
  cluster: string,
  authProvider: string,
): string | undefined {
  if (SERVER_SIDE.includes(authProvider)) return undefined;
  const advice = `Configure it in the Kubernetes plugin with one of ${SERVER_SIDE.join(
    ', ',
  )}.`;
  if (CLIENT_SIDE.includes(authProvider)) {
    return `Cluster ${cluster} is not read: its authentication ${authProvider} works only with a token from the user's browser. ${advice}`;
  }
  if (authProvider === 'localKubectlProxy') {
    return `Cluster ${cluster} is not read: with the anonymous authentication localKubectlProxy it would be sent this portal's own tokens. ${advice}`;
  }
  return `Cluster ${cluster} is not read: its authentication ${authProvider} is not known to be safe for a backend. ${advice}`;
}
