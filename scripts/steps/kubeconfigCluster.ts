import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { readFileSync } from 'node:fs';
import type { PortalCluster } from './portal.ts';
import { Failure } from './progress.ts';

const DAY_SECONDS = 24 * 60 * 60;

/**
 * The cluster of the current context of the user's kubeconfig. The portal gets a token of the
 * ServiceAccount of docs/rbac.yaml, never the user's own credentials, whatever those are.
 */
export async function kubeconfigCluster(): Promise<PortalCluster> {
  const config = new KubeConfig();
  try {
    config.loadFromDefault();
  } catch (error) {
    throw new Failure(
      `your kubeconfig cannot be read: ${
        error instanceof Error ? error.message : String(error)
      }`,
    );
  }
  const cluster = config.getCurrentCluster();
  const context = config.getCurrentContext();
  if (!cluster)
    throw new Failure(
      'there is no current context in your kubeconfig; choose one with `kubectl config use-context` and try again.',
    );
  const caData =
    cluster.caData ??
    (cluster.caFile && readFileSync(cluster.caFile).toString('base64'));
  if (!caData)
    throw new Failure(
      `the cluster of context ${context} has no certificate authority in your kubeconfig, so its certificate cannot be checked.`,
    );
  try {
    const { status } = await config
      .makeApiClient(CoreV1Api)
      .createNamespacedServiceAccountToken({
        namespace: 'meshway',
        name: 'meshway',
        body: {
          spec: { audiences: [], expirationSeconds: DAY_SECONDS },
        },
      });
    return {
      name: (context || 'cluster').replace(/[^A-Za-z0-9_.-]+/g, '-'),
      url: cluster.server,
      caData,
      token: status!.token,
      prometheusUrl: process.env.MESHWAY_PROMETHEUS_URL,
    };
  } catch (error) {
    const code = (error as { code?: number }).code;
    if (code === 404)
      throw new Failure(
        `the cluster of context ${context} has no ServiceAccount meshway/meshway; create it with \`kubectl apply -f docs/rbac.yaml\` and try again.`,
      );
    if (code === 401 || code === 403)
      throw new Failure(
        `your kubeconfig (context ${context}) may not create a token for the ServiceAccount meshway/meshway; ask for \`create\` on \`serviceaccounts/token\` there.`,
      );
    throw new Failure(
      `the API server of context ${context} (${
        cluster.server
      }) cannot be reached: ${
        error instanceof Error ? error.message : String(error)
      }`,
    );
  }
}
