import type { Verdict } from '../model';
import type { KnownRevision } from '../service/revisions';
import {
  attributionOf,
  servedBy,
  type HostServices,
} from '../traffic/attribute';
import { failed } from '../traffic/outcome';
import type { ServiceTraffic } from '../traffic/ServiceTraffic';
import { sum } from '../traffic/signals';
import { judgeCanary, type ObservedRequests } from './judgeCanary';
import type { VerdictOptions } from './VerdictOptions';

/**
 * The verdict on the canary among some revisions; undefined without a canary and a stable revision, and
 * when the metrics cannot tell them apart.
 *
 * @param traffic - since the canary began to take requests, see {@link judgeCanary}
 */
export function judgeRevisions(
  known: KnownRevision[],
  traffic: ServiceTraffic,
  options: { hosts?: HostServices; verdict?: Partial<VerdictOptions> } = {},
): Verdict | undefined {
  const attribution = attributionOf(known, traffic, options.hosts);
  if (!attribution.possible) return undefined;
  const observed = (role: 'canary' | 'stable') => {
    const found = known.find(({ revision }) => revision.role === role);
    if (!found) return undefined;
    const { samples, durations } = servedBy(
      found.revision,
      traffic,
      attribution,
    );
    return {
      requests: sum(samples),
      errors: sum(samples.filter(failed)),
      durations,
    } satisfies ObservedRequests;
  };
  const canary = observed('canary');
  const stable = observed('stable');
  return (
    canary &&
    stable &&
    judgeCanary({ canary, stable, options: options.verdict })
  );
}
