import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
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
  readNotificationSettings,
  type NotificationSettings,
} from './notify/notificationSettings';

const DEFAULT_WINDOW_SECONDS = 60;
/** Shorter than this, a window holds fewer than two scrapes; longer, it hides what a release does now. */
const MIN_WINDOW_SECONDS = 10;
const MAX_WINDOW_SECONDS = 3600;

/**
 * The plugin's settings, read once at start.
 */
export interface MeshConfig {
  /** Window over which requests are counted, in seconds. */
  windowSeconds: number;
  /** Whether an entity may decide about a workload that does not name it back. */
  trustCatalog: boolean;
  /** By the name of the cluster. */
  clusters: ReadonlyMap<string, ClusterSettings>;
  /** Base URL of the Prometheus of each cluster, by the cluster's name. */
  prometheusUrls: ReadonlyMap<string, string>;
  journal: JournalSettings;
  rules: DecisionRules;
  notifications: NotificationSettings;
  actions: ActionSettings;
}

/**
 * Reads the section `mesh`. Throws an InputError that names the key when a value cannot be used.
 */
export function readMeshConfig(root: Config): MeshConfig {
  const config = root.getOptionalConfig('mesh');
  return {
    windowSeconds: readWindowSeconds(config),
    trustCatalog: config?.getOptionalBoolean('trustCatalog') ?? false,
    clusters: readClusterSettings(root),
    prometheusUrls: readPrometheusUrls(config),
    journal: readJournalSettings(config),
    rules: readDecisionRules(config),
    notifications: readNotificationSettings(config),
    actions: readActionSettings(config),
  };
}

function readWindowSeconds(config: Config | undefined): number {
  if (!config?.has('window')) return DEFAULT_WINDOW_SECONDS;
  const seconds = Math.round(
    durationToMilliseconds(readDurationFromConfig(config, { key: 'window' })) /
      1000,
  );
  if (seconds < MIN_WINDOW_SECONDS || seconds > MAX_WINDOW_SECONDS) {
    throw new InputError(
      `mesh.window must be between ${MIN_WINDOW_SECONDS} seconds and one hour, not ${seconds} seconds`,
    );
  }
  return seconds;
}

function readPrometheusUrls(config: Config | undefined): Map<string, string> {
  const names = new Set<string>();
  const urls = new Map<string, string>();
  for (const cluster of config?.getOptionalConfigArray('clusters') ?? []) {
    const name = cluster.getString('name');
    if (names.has(name)) {
      throw new InputError(`mesh.clusters names cluster ${name} twice`);
    }
    names.add(name);
    const url = cluster.getOptionalString('prometheus.url');
    if (url === undefined) continue;
    if (!isUsableUrl(url)) {
      throw new InputError(
        `mesh.clusters: prometheus.url of cluster ${name} must be an http or https URL without user, password, query and fragment`,
      );
    }
    urls.set(name, url);
  }
  return urls;
}

function isUsableUrl(value: string): boolean {
  const url = URL.parse(value);
  return (
    url !== null &&
    ['http:', 'https:'].includes(url.protocol) &&
    !url.username &&
    !url.password &&
    // The path of the API is appended.
    !url.search &&
    !url.hash
  );
}
