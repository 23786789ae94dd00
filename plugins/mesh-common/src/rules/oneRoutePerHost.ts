import type { VirtualService } from '../kubernetes';
import { isForMesh } from '../service/hosts';
import { hostKey } from './objects/hostKey';
import type { Rule } from './Rule';

export const oneRoutePerHost: Rule = {
  code: 'MSH207',
  title: 'Sidecars find one VirtualService for a host',
  severity: 'error',
  why: 'Sidecars do not merge VirtualServices: of two for the same host Istio follows one and ignores the other.',
  mend: 'Put the routes of the host into one VirtualService, or let the other hang on a Gateway alone.',
  docs: 'https://istio.io/latest/docs/ops/best-practices/traffic-management/',
  like: { istio: ['IST0109'], kiali: ['KIA1106'] },
  check: config => {
    const claims = config
      .ofKind('VirtualService')
      .filter(({ object }) => isForMesh(object))
      .flatMap(about =>
        about.object.spec.hosts.map(host => ({
          about,
          host,
          key: hostKey(host, about.ref.namespace),
          // Two that no namespace sees both do not meet.
          scopes: scopesOf(about.object),
        })),
      );
    const earlier = new Map<string, typeof claims>();
    return claims.flatMap(claim => {
      const { about, host, key, scopes } = claim;
      const same = earlier.get(key) ?? [];
      earlier.set(key, same);
      const other = same.find(
        one =>
          one.about !== about &&
          (scopes.includes('*') ||
            one.scopes.includes('*') ||
            one.scopes.some(scope => scopes.includes(scope))),
      );
      same.push(claim);
      return other
        ? [
            {
              about,
              message: `It is for host "${host}", and so is ${other.about.label}.`,
            },
          ]
        : [];
    });
  },
};

function scopesOf({ metadata, spec }: VirtualService): string[] {
  const { exportTo = ['*'] } = spec;
  return exportTo.map(scope =>
    scope === '.' ? metadata.namespace ?? '' : scope,
  );
}
