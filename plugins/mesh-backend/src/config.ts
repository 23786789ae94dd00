import type { Config } from '@backstage/config';
import {
  readActionSettings,
  type ActionSettings,
} from './actions/actionSettings';
import {
  readClusterSettings,
  type ClusterSettings,
} from './clusters/clusterSettings';
import {
  readJournalSettings,
  type JournalSettings,
} from './decisions/journalSettings';
import type { DecisionRules } from './decisions/rules/DecisionRules';
import { readDecisionRules } from './decisions/rules/readDecisionRules';
import {
  readManifestSettings,
  type ManifestSettings,
} from './manifests/manifestSettings';
import {
  readNotificationSettings,
  type NotificationSettings,
} from './notify/notificationSettings';
import {
  readTelemetrySettings,
  type TelemetrySettings,
} from './telemetry/telemetrySettings';

/**
 * The plugin's settings, read once at start.
 */
export interface MeshConfig {
  /** Whether an entity may decide about a workload that does not name it back. */
  trustCatalog: boolean;
  /** By the name of the cluster. */
  clusters: ReadonlyMap<string, ClusterSettings>;
  telemetry: TelemetrySettings;
  journal: JournalSettings;
  rules: DecisionRules;
  notifications: NotificationSettings;
  actions: ActionSettings;
  manifests: ManifestSettings;
}

/**
 * Reads the section `mesh`. Throws an InputError that names the key when a value cannot be used.
 */
export function readMeshConfig(root: Config): MeshConfig {
  const config = root.getOptionalConfig('mesh');
  return {
    trustCatalog: config?.getOptionalBoolean('trustCatalog') ?? false,
    clusters: readClusterSettings(root),
    telemetry: readTelemetrySettings(config),
    journal: readJournalSettings(config),
    rules: readDecisionRules(config),
    notifications: readNotificationSettings(config),
    actions: readActionSettings(config),
    manifests: readManifestSettings(config),
  };
}
