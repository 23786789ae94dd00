/**
 * What the Kubernetes plugin is configured with: clusters that it reaches with the token of a ServiceAccount, unless
 * they say otherwise.
 */
export function kubernetesConfig(
  clusters: {
    name: string;
    url: string;
    caData?: string;
    authProvider?: string;
    serviceAccountToken?: string;
  }[],
) {
  return {
    serviceLocatorMethod: { type: 'multiTenant' },
    clusterLocatorMethods: [
      {
        type: 'config',
        clusters: clusters.map(cluster => ({
          authProvider: 'serviceAccount',
          skipMetricsLookup: true,
          ...cluster,
        })),
      },
    ],
  };
}
