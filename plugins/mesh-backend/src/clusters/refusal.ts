import { isError, toError } from '@backstage/errors';
import { z } from 'zod';

/** The longest part of a foreign message that is passed on to a user, in characters. */
const MAX_MESSAGE_LENGTH = 300;

const statusSchema = z.object({
  kind: z.literal('Status'),
  message: z.string().default(''),
  details: z
    .object({
      causes: z
        .array(
          z.object({
            reason: z.string().optional(),
            message: z.string().default(''),
            field: z.string().default(''),
          }),
        )
        .optional(),
    })
    .optional()
    .catch(undefined),
});

/** Of a cause: `conflict with "kubectl" using apps/v1`. */
const MANAGER = /^conflict with "([^"]+)"/;

const portalErrorSchema = z.object({
  error: z.object({ name: z.string().optional(), message: z.string() }),
});

/**
 * A request that was answered, but not with what was asked for.
 */
export interface Refusal {
  status: number;
  /** The Kubernetes plugin answers for a cluster it cannot reach, does not know or must not let us use. */
  from: 'cluster' | 'portal';
  /** Whether it is a `Status`, which nothing but an API server sends. */
  isStatus: boolean;
  message: string;
  /** Fields of a server-side apply that somebody else has set otherwise; absent when that is not the reason. */
  conflicts?: { field: string; manager: string }[];
}

/**
 * Thrown where nothing but a refusal came.
 */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

/**
 * Reads the body of a failed response. An API server sends a `Status`, or plain text for a path it does not
 * have; the Kubernetes plugin sends Backstage's error body.
 *
 * @param options - `maxLength`: where the message is cut, in characters
 */
export async function readRefusal(
  response: Response,
  { maxLength = MAX_MESSAGE_LENGTH }: { maxLength?: number } = {},
): Promise<Refusal> {
  const text = await response.text().catch(() => '');
  const body = parseJson(text);
  const status = statusSchema.safeParse(body);
  if (status.success) {
    const conflicts = conflictsIn(status.data);
    return {
      status: response.status,
      from: 'cluster',
      isStatus: true,
      message: clip(status.data.message, maxLength),
      ...(conflicts.length > 0 && { conflicts }),
    };
  }
  const portalError = portalErrorSchema.safeParse(body);
  if (portalError.success) {
    return {
      status: response.status,
      from: 'portal',
      isStatus: false,
      message: clip(portalError.data.error.message, maxLength),
    };
  }
  return {
    status: response.status,
    from: 'cluster',
    isStatus: false,
    message: clip(text, maxLength),
  };
}

/**
 * Why a cluster is silent, from its refusal, as a sentence for a user.
 */
export function explainRefusal(cluster: string, refusal: Refusal): string {
  const { status, from, message } = refusal;
  if (from === 'portal' && status >= 500) {
    const reason = networkReason(message);
    return reason
      ? `Cluster ${cluster} does not answer: ${reason}.`
      : `The Kubernetes plugin cannot reach cluster ${cluster}: ${endSentence(
          message,
        )}`;
  }
  if (from === 'portal') {
    return `The Kubernetes plugin refuses access to cluster ${cluster}: ${endSentence(
      message,
    )}`;
  }
  if (status === 401) {
    return `Cluster ${cluster} does not accept the portal's credentials.`;
  }
  if (status === 503 && message) return endSentence(message);
  return `Cluster ${cluster} answers with status ${status}${
    message ? `: ${endSentence(message)}` : '.'
  }`;
}

/**
 * Why a request had no answer at all, as a sentence for a user.
 */
export function explainSilence(cluster: string, error: unknown): string {
  const { name, message, cause } = toError(error);
  if (name === 'TimeoutError') {
    return `Cluster ${cluster} does not answer within its time.`;
  }
  // fetch itself only says `fetch failed`.
  const { code, message: detail } = isError(cause)
    ? cause
    : { code: undefined, message };
  const reason = networkReason(`${code} ${detail}`) ?? 'the connection failed';
  return `Cluster ${cluster} does not answer: ${reason}.`;
}

function networkReason(message: string): string | undefined {
  if (/ECONNREFUSED/.test(message)) return 'connection refused';
  if (/ECONNRESET|EPIPE|UND_ERR_SOCKET|socket hang up/.test(message)) {
    return 'connection broken off';
  }
  if (/ETIMEDOUT|TIMEOUT/.test(message)) return 'connection timed out';
  if (/ENOTFOUND|EAI_AGAIN/.test(message)) return 'its address is unknown';
  if (/EHOSTUNREACH|ENETUNREACH/.test(message)) return 'no way to its network';
  if (/CERT|certificate|self.signed/i.test(message)) {
    return 'its certificate is not trusted';
  }
  return undefined;
}

function endSentence(message: string): string {
  return /[.!?…]$/.test(message) ? message : `${message}.`;
}

function conflictsIn({
  details,
}: z.infer<typeof statusSchema>): { field: string; manager: string }[] {
  return (details?.causes ?? [])
    .filter(({ reason }) => reason === 'FieldManagerConflict')
    .map(({ field, message }) => ({
      field,
      manager: MANAGER.exec(message)?.[1] ?? message,
    }));
}

function clip(message: string, maxLength: number): string {
  const oneLine = message.replace(/\s+/g, ' ').trim();
  return oneLine.length > maxLength
    ? `${oneLine.slice(0, maxLength)}…`
    : oneLine;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
