import { Agent, request } from 'undici';
import type { MetricsTransport } from './MetricsTransport';
import type { UrlSettings } from './serverSettings';

/**
 * Asks a server at a URL, by POST: a query about many Services may be longer than a URL. Redirects are not followed,
 * since they would carry the credentials elsewhere.
 */
export function urlTransport(settings: UrlSettings): MetricsTransport {
  const { headers, tls } = settings;
  const base = settings.url.replace(/\/+$/, '');
  const dispatcher = new Agent({ connect: tls });
  return async (path, parameters, signal) => {
    const { statusCode, body } = await request(`${base}${path}`, {
      method: 'POST',
      body: parameters.toString(),
      headers: {
        ...headers,
        'content-type': 'application/x-www-form-urlencoded',
      },
      signal,
      dispatcher,
    });
    return { status: statusCode, body };
  };
}
