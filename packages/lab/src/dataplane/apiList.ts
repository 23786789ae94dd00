import { get, type RequestOptions } from 'node:https';
import { json } from 'node:stream/consumers';
import type { KubeConfig } from '@kubernetes/client-node';
import type { ClusterObject } from './objects.ts';

const TIMEOUT_MS = 20_000;

/** A list as the API server answers it. */
export interface ObjectList<T extends ClusterObject> {
  metadata?: { resourceVersion?: string };
  items: T[];
}

/** Lists a collection as plain JSON; the typed clients would rebuild every pod field by field. */
export async function apiList<T extends ClusterObject>(
  kubeConfig: KubeConfig,
  path: string,
  labelSelector: string | undefined,
  signal: AbortSignal,
): Promise<ObjectList<T>> {
  const url = new URL(`${kubeConfig.getCurrentCluster()?.server}${path}`);
  if (labelSelector) {
    url.searchParams.set('labelSelector', labelSelector);
  }
  const options: RequestOptions = {
    signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
  };
  await kubeConfig.applyToHTTPSOptions(options);
  return new Promise((resolve, reject) => {
    get(url, options, response => {
      if (response.statusCode === 200) {
        json(response).then(body => resolve(body as ObjectList<T>), reject);
      } else {
        response.resume();
        reject(new Error(`list answered ${response.statusCode}`));
      }
    }).on('error', reject);
  });
}
