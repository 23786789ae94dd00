import { clipped } from '../service/words';
import type { VirtualService } from '../kubernetes';
import type { ResiliencePosture, ResilienceSetting } from '../model';
import { postureObject } from './postureObject';

type Route = VirtualService['spec']['http'][number];

const MAX_ENTRIES = 20;
const MAX_NAMES = 10;

/** `defaultRetryOn` in pilot/pkg/networking/core/route/retry/retry.go; a mesh can set others. */
const DEFAULT_RETRIES =
  'up to 2 retries when a connection fails, a stream is refused, or gRPC says unavailable or cancelled';

/**
 * What the HTTP routes of a service say of time, retries and faults; routes that say the same are one entry.
 *
 * @param leadsHere - whether a destination means the service
 */
export function routeResilience(
  virtualServices: readonly VirtualService[],
  leadsHere: (host: string, namespace: string | undefined) => boolean,
): ResiliencePosture['routes'] {
  const entries = new Map<string, ResiliencePosture['routes'][number]>();
  for (const virtualService of virtualServices) {
    const { metadata, spec } = virtualService;
    spec.http.forEach((route, index) => {
      const isOurs = route.route.some(
        ({ destination }) =>
          destination && leadsHere(destination.host, metadata.namespace),
      );
      if (!isOurs) return;
      const settings = settingsOf(route, virtualService);
      const key = JSON.stringify(settings);
      const entry = entries.get(key) ?? { routes: [], settings };
      if (entry.routes.length < MAX_NAMES) {
        const name = route.name ?? `route ${index + 1}`;
        entry.routes.push(`${clipped(metadata.name)}: ${clipped(name)}`);
      }
      entries.set(key, entry);
    });
  }
  return entries.size > 0
    ? [...entries.values()].slice(0, MAX_ENTRIES)
    : [{ routes: [], settings: settingsOf(undefined, undefined) }];
}

function settingsOf(
  route: Route | undefined,
  from: VirtualService | undefined,
): ResilienceSetting[] {
  const decidedBy = from && postureObject(from);
  const settings: ResilienceSetting[] = [];
  const add = (
    topic: ResilienceSetting['topic'],
    isSet: boolean,
    text: string,
  ) => settings.push({ topic, text, ...(isSet && decidedBy && { decidedBy }) });

  add('timeout', route?.timeout !== undefined, timeoutWords(route?.timeout));
  add('retries', route?.retries !== undefined, retryWords(route?.retries));
  for (const text of faultWords(route?.fault)) add('fault', true, text);
  return settings;
}

/** `setTimeout` in pilot/pkg/networking/core/route/route.go: without one, and with 0 s, a request may take forever. */
function timeoutWords(timeout: string | undefined): string {
  return timeout === undefined || isZero(timeout)
    ? 'no timeout: a request may take as long as it takes'
    : `a request ends after ${clipped(timeout)}, retries included`;
}

/** `ConvertPolicy` in the same retry.go: attempts of 0 or none switch retries off, they do not mean the default. */
function retryWords(retries: Route['retries']): string {
  if (!retries) return DEFAULT_RETRIES;
  const { attempts = 0, perTryTimeout, retryOn } = retries;
  if (attempts <= 0) return 'no retries';
  return [
    `up to ${attempts} ${attempts === 1 ? 'retry' : 'retries'}`,
    ...(perTryTimeout ? [`of ${clipped(perTryTimeout)} each`] : []),
    `on ${clipped(
      retryOn || 'connect-failure,refused-stream,unavailable,cancelled',
    )}`,
  ].join(' ');
}

/** Without a percentage no request is meant (`TranslateFault` in the same route.go). */
function faultWords(fault: Route['fault']): string[] {
  const { delay, abort } = fault ?? {};
  const delayed = delay?.percentage?.value ?? delay?.percent ?? 0;
  const aborted = abort?.percentage?.value ?? 0;
  const answer = abort?.grpcStatus
    ? `gRPC ${clipped(abort.grpcStatus)}`
    : abort?.httpStatus && `HTTP ${abort.httpStatus}`;
  return [
    ...(delay?.fixedDelay && delayed > 0
      ? [
          `${delayed} % of the requests wait ${clipped(
            delay.fixedDelay,
          )} first, on purpose`,
        ]
      : []),
    // Istio leaves out an abort that does not say with what (`TranslateFault`).
    ...(aborted > 0 && answer
      ? [`${aborted} % of the requests are answered ${answer}, on purpose`]
      : []),
  ];
}

function isZero(duration: string): boolean {
  return !/[1-9]/.test(duration);
}
