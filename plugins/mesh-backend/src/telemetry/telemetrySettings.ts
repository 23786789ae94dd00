import { readFileSync } from 'node:fs';
import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import type { QueryScope } from './queries';

const DEFAULT_WINDOW_SECONDS = 60;
/** Longer, it hides what a release does now. */
const WINDOW_SECONDS = { least: 10, most: 3600 };
const DEFAULT_SCRAPE_SECONDS = 15;
const DEFAULT_TIMEOUT_SECONDS = 3;
const DEFAULT_CONCURRENCY = 8;
const DEFAULT_PORT = 9090;

const LABEL = /^[a-zA-Z_][a-zA-Z0-9_]*$/;
const NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const PATH = /^(\/(?!\.\.?(\/|$))[-\w.~]+)*$/;

/** A server at a URL. */
export interface UrlSettings {
  url: string;
  /** Those that hold credentials included. */
  headers: Record<string, string>;
  tls?: { ca?: string; cert?: string; key?: string; servername?: string };
}

/** A Service in the cluster. */
export interface ServiceSettings {
  namespace: string;
  name: string;
  port: string;
  scheme: 'http' | 'https';
  path: string;
}

/**
 * Where the metrics of a cluster are, and how they are asked for.
 */
export interface MetricsSettings extends QueryScope {
  server: UrlSettings | ServiceSettings | undefined;
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
  if (config.has('url') && config.has('service')) {
    throw new InputError(`${key} must have either url or service, not both.`);
  }
  const podLabel = config.getOptionalString('podLabel');
  checkLabel(podLabel, `${key}.podLabel`);
  return {
    server: config.has('service')
      ? readService(config, key)
      : readUrl(config, key),
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

function readUrl(config: Config, key: string): UrlSettings | undefined {
  const url = config.getOptionalString('url');
  if (url === undefined) return undefined;
  const parsed = URL.parse(url);
  if (
    !parsed ||
    !['http:', 'https:'].includes(parsed.protocol) ||
    parsed.username ||
    parsed.password ||
    // The path of the API is appended.
    parsed.search ||
    parsed.hash
  ) {
    throw new InputError(
      `${key}.url must be an http or https URL without user, password, query and fragment.`,
    );
  }
  const tls = readTls(config, key);
  if (tls && parsed.protocol !== 'https:') {
    throw new InputError(`${key}.tls must come with an https url.`);
  }
  return { url, headers: readHeaders(config, key), ...(tls && { tls }) };
}

function readHeaders(config: Config, key: string): Record<string, string> {
  const headers: Record<string, string> = {};
  const given = config.getOptionalConfig('headers');
  for (const name of given?.keys() ?? []) {
    headers[name] = given!.getString(name);
  }
  const basic = config.getOptionalConfig('basicAuth');
  const token = config.getOptionalString('bearerToken');
  if (basic && token !== undefined) {
    throw new InputError(
      `${key} must have either basicAuth or bearerToken, not both.`,
    );
  }
  if (basic) {
    const pair = `${basic.getString('username')}:${basic.getString(
      'password',
    )}`;
    headers.Authorization = `Basic ${Buffer.from(pair).toString('base64')}`;
  }
  if (token !== undefined) headers.Authorization = `Bearer ${token}`;
  try {
    return Object.fromEntries(new Headers(headers));
  } catch {
    // The error would say the value.
    throw new InputError(
      `${key}.headers, basicAuth and bearerToken must hold what an HTTP header can.`,
    );
  }
}

function readTls(config: Config, key: string): UrlSettings['tls'] {
  const tls = config.getOptionalConfig('tls');
  if (!tls) return undefined;
  const read = (name: string) => {
    const file = tls.getOptionalString(name);
    if (file === undefined) return undefined;
    try {
      return readFileSync(file, 'utf8');
    } catch (error) {
      throw new InputError(
        `${key}.tls.${name} must be a file that can be read: ${
          toError(error).message
        }`,
      );
    }
  };
  if (tls.has('certFile') !== tls.has('keyFile')) {
    throw new InputError(
      `${key}.tls must have both certFile and keyFile, or none of them.`,
    );
  }
  return {
    ca: read('caFile'),
    cert: read('certFile'),
    key: read('keyFile'),
    servername: tls.getOptionalString('serverName'),
  };
}

function readService(config: Config, key: string): ServiceSettings {
  for (const other of ['headers', 'basicAuth', 'bearerToken', 'tls']) {
    if (config.has(other)) {
      throw new InputError(`${key}.${other} must come with url, not service.`);
    }
  }
  const service = config.getConfig('service');
  const read = (name: string, pattern: RegExp, byDefault?: string) => {
    const value = String(
      (byDefault === undefined
        ? service.getString(name)
        : service.getOptional(name)) ?? byDefault,
    );
    if (pattern.test(value)) return value;
    throw new InputError(`${key}.service.${name} must not be ${value}.`);
  };
  const path = read('path', PATH, '');
  return {
    namespace: read('namespace', NAME),
    name: read('name', NAME),
    port: read('port', NAME, String(DEFAULT_PORT)),
    scheme: read('scheme', /^https?$/, 'http') as 'http' | 'https',
    path,
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
