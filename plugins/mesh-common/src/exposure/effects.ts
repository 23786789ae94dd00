import type {
  VirtualServiceDestination,
  VirtualServiceRoute,
} from '../kubernetes';
import { enumerate, exactPercent } from '../service/words';

/** What happens to the requests of a route besides going to its destinations, a sentence each. */
export function effectsOf(route: VirtualServiceRoute): string[] {
  return [
    redirectOf(route),
    directResponseOf(route),
    rewriteOf(route),
    timeoutOf(route),
    retriesOf(route),
    delayOf(route),
    abortOf(route),
    ...mirrorsOf(route),
    headersOf(route),
  ].filter(sentence => sentence !== undefined);
}

/** `checkout, subset canary, port 8080`. */
function destinationWords({
  host,
  subset,
  port,
}: VirtualServiceDestination): string {
  return [
    host,
    ...(subset ? [`subset ${subset}`] : []),
    ...(port?.number ? [`port ${port.number}`] : []),
  ].join(', ');
}

function redirectOf({ redirect }: VirtualServiceRoute): string | undefined {
  if (!redirect) return undefined;
  const { scheme, authority, port, uri, prefixRewrite } = redirect;
  const parts = [
    ...(scheme ? [scheme.toUpperCase()] : []),
    ...(authority ? [`host ${authority}`] : []),
    ...(port ? [`port ${port}`] : []),
    ...(uri ? [`path ${uri}`] : []),
    ...(prefixRewrite ? [`paths under ${prefixRewrite}`] : []),
  ];
  return `It sends clients on to ${enumerate(parts) || 'the same place'} (${
    redirect.redirectCode || 301
  }).`;
}

function directResponseOf({
  directResponse,
}: VirtualServiceRoute): string | undefined {
  return (
    directResponse &&
    `The proxy answers ${directResponse.status ?? 'nothing'} by itself.`
  );
}

function rewriteOf({ rewrite }: VirtualServiceRoute): string | undefined {
  if (!rewrite) return undefined;
  const { uri, authority, uriRegexRewrite } = rewrite;
  const parts = [
    ...(uri ? [`the path to ${uri}`] : []),
    ...(uriRegexRewrite?.match
      ? [
          `what matches ${uriRegexRewrite.match} in the path to ${
            uriRegexRewrite.rewrite ?? 'nothing'
          }`,
        ]
      : []),
    ...(authority ? [`the host to ${authority}`] : []),
  ];
  return parts.length > 0 ? `It rewrites ${enumerate(parts)}.` : undefined;
}

function timeoutOf({ timeout }: VirtualServiceRoute): string | undefined {
  if (!timeout) return undefined;
  return isNoTime(timeout)
    ? 'It waits for an answer without limit.'
    : `It gives up after ${timeout}.`;
}

function retriesOf({ retries }: VirtualServiceRoute): string | undefined {
  if (!retries) return undefined;
  const { attempts = 0, perTryTimeout, retryOn } = retries;
  if (attempts <= 0) return 'It does not retry.';
  const each = perTryTimeout ? ` of ${perTryTimeout} each` : '';
  return `It retries up to ${attempts} ${
    attempts === 1 ? 'time' : 'times'
  }${each}${retryOn ? `, on ${retryOn.split(',').join(', ')}` : ''}.`;
}

/** Without a percentage Istio delays none (`TranslateFault` in pilot/pkg/networking/core/route/route.go). */
function delayOf({ fault }: VirtualServiceRoute): string | undefined {
  const { fixedDelay, percentage, percent } = fault?.delay ?? {};
  const share = percentage?.value ?? percent;
  return fixedDelay && share
    ? `It delays ${exactPercent(
        share,
      )} of the requests by ${fixedDelay}, on purpose.`
    : undefined;
}

function abortOf({ fault }: VirtualServiceRoute): string | undefined {
  const { httpStatus, grpcStatus, percentage } = fault?.abort ?? {};
  const status = httpStatus ?? grpcStatus;
  return status && percentage?.value
    ? `It fails ${exactPercent(
        percentage.value,
      )} of the requests with ${status}, on purpose.`
    : undefined;
}

function mirrorsOf({
  mirror,
  mirrorPercentage,
  mirrors = [],
}: VirtualServiceRoute): string[] {
  return [{ destination: mirror, percentage: mirrorPercentage }, ...mirrors]
    .filter(({ percentage }) => percentage?.value !== 0)
    .flatMap(({ destination, percentage }) =>
      destination
        ? `It sends a copy of ${exactPercent(
            percentage?.value ?? 100,
          )} of the requests to ${destinationWords(destination)}.`
        : [],
    );
}

function headersOf({ headers }: VirtualServiceRoute): string | undefined {
  const parts = (['request', 'response'] as const).flatMap(side => {
    const { set, add, remove = [] } = headers?.[side] ?? {};
    const names = [
      ...Object.keys(set ?? {}),
      ...Object.keys(add ?? {}),
      ...remove,
    ];
    return names.length > 0
      ? [
          `${side} ${names.length === 1 ? 'header' : 'headers'} ${enumerate(
            names,
          )}`,
        ]
      : [];
  });
  return parts.length > 0 ? `It changes ${enumerate(parts)}.` : undefined;
}

/** `0s`, `0ms`. */
function isNoTime(duration: string): boolean {
  return /^0+(\.0+)?[a-z]*$/.test(duration);
}
