import type {
  LoggerService,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import type { ClusterRegistry } from './ClusterRegistry';
import { readClusterSettings } from './clusterSettings';

/**
 * Lets the registry follow the configuration: the list of clusters is the Kubernetes plugin's, the settings are ours.
 * Settings that cannot be used would have stopped the start; now those of before stay.
 */
export function followConfig(
  config: RootConfigService,
  clusters: Pick<ClusterRegistry, 'reconfigure'>,
  logger: LoggerService,
): void {
  config.subscribe?.(() => {
    try {
      clusters.reconfigure(readClusterSettings(config));
    } catch (error) {
      logger.error(`The changed configuration cannot be used: ${error}`);
    }
  });
}
