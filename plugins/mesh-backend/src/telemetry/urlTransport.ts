import { Agent, fetch } from 'undici';
import type { MetricsTransport } from './MetricsTransport';
import type { UrlSettings } from './serverSettings';

/**
 * Asks a server at a URL, by POST: a query about many Services may be longer than a URL.
 */
export function urlTransport(settings: UrlSettings): MetricsTransport {
  const { headers, tls } = settings;
  const base = settings.url.replace(/\/+$/, '');
  const dispatcher = new Agent({ connect: tls });
  return async (path, parameters, signal) =>
    await fetch(`${base}${path}`, {
      method: 'POST',
      body: parameters,
      headers,
      signal,
      dispatcher,
      // A redirect would carry the credentials elsewhere.
      redirect: 'manual',
    });
}
