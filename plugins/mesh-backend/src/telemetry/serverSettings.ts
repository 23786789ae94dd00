import { readFileSync } from 'node:fs';
import type { Config } from '@backstage/config';
import { InputError, toError } from '@backstage/errors';

const DEFAULT_PORT = 9090;
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

/** Where metrics are. */
export type ServerSettings = UrlSettings | ServiceSettings;

/**
 * Reads `url` or `service` of `mesh.clusters[].prometheus`, and what goes with them; undefined without either. Throws an
 * InputError that names the key when a value cannot be used.
 */
export function readServer(
  config: Config,
  key: string,
): ServerSettings | undefined {
  if (config.has('url') && config.has('service')) {
    throw new InputError(`${key} must have either url or service, not both.`);
  }
  return config.has('service')
    ? readService(config, key)
    : readUrl(config, key);
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
