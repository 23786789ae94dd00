import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';

/** The answer to a request; a connection that fails counts as status 0. */
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** How to ask. */
export interface ProbeOptions {
  readonly token?: string;
  /**
   * Certificate authority as PEM. Without it any certificate is accepted, which is fine for asking a process on the
   * loopback that signs its own whether it is healthy.
   */
  readonly ca?: string;
  readonly timeoutMs?: number;
}

/** A GET request that never fails. */
export function get(url: string, options: ProbeOptions = {}): Promise<Answer> {
  const { token, ca, timeoutMs = 3000 } = options;
  return new Promise(resolve => {
    const fail = (error: Error) => resolve({ status: 0, body: error.message });
    const send = url.startsWith('https:') ? httpsRequest : httpRequest;
    const request = send(
      url,
      {
        agent: false,
        ca,
        rejectUnauthorized: ca !== undefined,
        timeout: timeoutMs,
        headers: token ? { authorization: `Bearer ${token}` } : {},
      },
      response => {
        let body = '';
        response.setEncoding('utf8');
        response.on('data', text => {
          body += text;
        });
        response.on('error', fail);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body }),
        );
      },
    );
    request.on('timeout', () => request.destroy(new Error('timed out')));
    request.on('error', fail);
    request.end();
  });
}

/** Whether a GET request is answered with 200. */
export async function isOk(
  url: string,
  options?: ProbeOptions,
): Promise<boolean> {
  return (await get(url, options)).status === 200;
}
