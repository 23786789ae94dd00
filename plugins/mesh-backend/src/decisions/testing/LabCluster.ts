import { setTimeout as sleep } from 'node:timers/promises';
import { getCACertificates, setDefaultCACertificates } from 'node:tls';
import type { LoggerService } from '@backstage/backend-plugin-api';
import { ClusterRegistry } from '../../clusters/ClusterRegistry';
import { LiveObjects } from '../../clusters/LiveObjects';
import { KubernetesPlugin } from '../../clusters/KubernetesPlugin';
import { ProxiedDecisionAccess } from '../ProxiedDecisionAccess';

/** Name of the lab's cluster. */
export const LAB = 'lab';

/** How to reach the API server of a lab, with the rights of the portal. */
export interface LabAddress {
  apiServer: string;
  /** PEM in base64. */
  caData: string;
  portalToken: string;
}

/** What the Kubernetes plugin would do with a cluster that has a service account's token. */
class DirectAccess extends KubernetesPlugin {
  constructor(private readonly address: LabAddress) {
    super({} as ConstructorParameters<typeof KubernetesPlugin>[0]);
  }

  async clusters() {
    return [{ name: LAB, authProvider: 'serviceAccount' }];
  }

  async request(
    _cluster: string,
    path: string,
    init: Parameters<KubernetesPlugin['request']>[2],
  ): Promise<Response> {
    const { apiServer, portalToken } = this.address;
    return await fetch(`${apiServer}${path}`, {
      ...init,
      headers: {
        Accept: 'application/json',
        ...init.headers,
        Authorization: `Bearer ${portalToken}`,
      },
    });
  }
}

/**
 * The objects of a lab as the backend reaches them, watched and all, but without a portal in between.
 */
export class LabCluster extends ProxiedDecisionAccess {
  private readonly registry: ClusterRegistry;

  static async connect(
    address: LabAddress,
    logger: LoggerService,
  ): Promise<LabCluster> {
    setDefaultCACertificates([
      ...getCACertificates('default'),
      Buffer.from(address.caData, 'base64').toString(),
    ]);
    const cluster = new LabCluster(
      new ClusterRegistry({ kubernetes: new DirectAccess(address), logger }),
    );
    await cluster.becomeLive();
    return cluster;
  }

  private constructor(registry: ClusterRegistry) {
    super({
      clusters: registry,
      live: new LiveObjects({ clusters: registry }),
    });
    this.registry = registry;
  }

  async stop(): Promise<void> {
    await this.registry.stop();
  }

  private async becomeLive(): Promise<void> {
    this.registry.start();
    for (let tries = 0; tries < 300; tries++) {
      if (this.registry.freshness(LAB).state === 'live') return;
      await sleep(100);
    }
    const freshness = this.registry.freshness(LAB);
    throw new Error('reason' in freshness ? freshness.reason : 'not live');
  }
}
