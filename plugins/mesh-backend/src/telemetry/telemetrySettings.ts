import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import type { QueryScope } from './queries';
import { readServer, type ServerSettings } from './serverSettings';

const DEFAULT_WINDOW_SECONDS = 60;
/** Longer, it hides what a release does now. */
const WINDOW_SECONDS = { least: 10, most: 3600 };
const DEFAULT_SCRAPE_SECONDS = 15;
const DEFAULT_TIMEOUT_SECONDS = 3;
const DEFAULT_CONCURRENCY = 8;

const LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;

/**
 * Where the metrics of a cluster are, and how they are asked for.
 */
export interface MetricsSettings extends QueryScope {
  server: ServerSettings | undefined;
  timeoutMs: number;
  /** Queries at a time. */
  concurrency: number;
  scrapeSeconds: number;
}

/**
 * The settings of telemetry.
 */
export interface TelemetrySettings {
  /** Window over which requests are counted. */
  windowSeconds: number;
  /** By the name of the cluster; all that are configured. */
  clusters: ReadonlyMap<string, MetricsSettings>;
}

/** Of a cluster about which nothing is said. */
export const DEFAULT_METRICS_SETTINGS: MetricsSettings = {
  server: undefined,
  labels: {},
  timeoutMs: DEFAULT_TIMEOUT_SECONDS * 1000,
  concurrency: DEFAULT_CONCURRENCY,
  scrapeSeconds: DEFAULT_SCRAPE_SECONDS,
};

/**
 * Reads `mesh.window` and `mesh.clusters[].prometheus`. Throws an InputError that names the key when a value cannot be
 * used.
 */
export function readTelemetrySettings(
  mesh: Config | undefined,
): TelemetrySettings {
  const windowSeconds = readSeconds(mesh, 'window', 'mesh.window', {
    ...WINDOW_SECONDS,
    byDefault: DEFAULT_WINDOW_SECONDS,
  });
  const clusters = new Map<string, MetricsSettings>();
  for (const [index, cluster] of (
    mesh?.getOptionalConfigArray('clusters') ?? []
  ).entries()) {
    const prometheus = cluster.getOptionalConfig('prometheus');
    if (!prometheus) continue;
    const key = `mesh.clusters[${index}].prometheus`;
    const settings = readMetrics(prometheus, key);
    if (windowSeconds < 2 * settings.scrapeSeconds) {
      throw new InputError(
        `mesh.window must be at least twice ${key}.scrapeInterval, ${
          2 * settings.scrapeSeconds
        } seconds, or windows hold too few scrapes to count by.`,
      );
    }
    clusters.set(cluster.getString('name'), settings);
  }
  return { windowSeconds, clusters };
}

function readMetrics(config: Config, key: string): MetricsSettings {
  const podLabel = config.getOptionalString('podLabel');
  checkLabel(podLabel, `${key}.podLabel`);
  return {
    server: readServer(config, key),
    labels: readLabels(config, `${key}.labels`),
    ...(podLabel !== undefined && { podLabel }),
    timeoutMs:
      readSeconds(config, 'timeout', `${key}.timeout`, {
        least: 1,
        most: 60,
        byDefault: DEFAULT_TIMEOUT_SECONDS,
      }) * 1000,
    concurrency: readConcurrency(config, `${key}.concurrency`),
    scrapeSeconds: readSeconds(
      config,
      'scrapeInterval',
      `${key}.scrapeInterval`,
      { least: 1, most: 600, byDefault: DEFAULT_SCRAPE_SECONDS },
    ),
  };
}

function readLabels(config: Config, key: string): Record<string, string> {
  const labels = config.getOptionalConfig('labels');
  return Object.fromEntries(
    (labels?.keys() ?? []).map(name => {
      checkLabel(name, `${key}.${name}`);
      return [name, labels!.getString(name)];
    }),
  );
}

function checkLabel(name: string | undefined, key: string): void {
  if (name !== undefined && !LABEL.test(name)) {
    throw new InputError(`${key} must name a label of Prometheus.`);
  }
}

function readConcurrency(config: Config, key: string): number {
  const concurrency =
    config.getOptionalNumber('concurrency') ?? DEFAULT_CONCURRENCY;
  if (!Number.isInteger(concurrency) || concurrency < 1 || concurrency > 100) {
    throw new InputError(`${key} must be a whole number from 1 to 100.`);
  }
  return concurrency;
}

function readSeconds(
  config: Config | undefined,
  name: string,
  key: string,
  bounds: { least: number; most: number; byDefault: number },
): number {
  if (!config?.has(name)) return bounds.byDefault;
  let seconds: number;
  try {
    seconds = Math.round(
      durationToMilliseconds(readDurationFromConfig(config, { key: name })) /
        1000,
    );
  } catch (error) {
    throw new InputError(
      `${key} must be a duration such as 15s: ${toError(error).message}`,
    );
  }
  if (seconds >= bounds.least && seconds <= bounds.most) return seconds;
  throw new InputError(
    `${key} must be between ${bounds.least} and ${bounds.most} seconds, not ${seconds}.`,
  );
}
