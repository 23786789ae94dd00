import type { ConfigObject } from './ConfigObject';
import { ConfigSet } from './ConfigSet';
import { consentGiven } from './consentGiven';
import type { Finding } from './Finding';
import { oneNamespace } from './oneNamespace';
import { readableObjects } from './readableObjects';
import { rolloutDestinations } from './rolloutDestinations';
import { rolloutRoutes } from './rolloutRoutes';
import { rolloutSelector } from './rolloutSelector';
import { rolloutSubsets } from './rolloutSubsets';
import { routeGateways } from './routeGateways';
import { routeHosts } from './routeHosts';
import { routePorts } from './routePorts';
import { routeSubsets } from './routeSubsets';
import { routeWeights } from './routeWeights';
import type { Rule } from './Rule';
import { servicePorts } from './servicePorts';
import { serviceSelectsPods } from './serviceSelectsPods';

/**
 * All rules, in the order of their codes.
 *
 * @public
 */
export const RULES: readonly Rule[] = [
  readableObjects,
  oneNamespace,
  routeHosts,
  routeSubsets,
  routeWeights,
  routeGateways,
  routePorts,
  rolloutRoutes,
  rolloutSubsets,
  rolloutDestinations,
  serviceSelectsPods,
  rolloutSelector,
  servicePorts,
  consentGiven,
];

/**
 * Checks the configuration of one service against all rules.
 *
 * @param objects - everything that belongs to the service; what is not among it counts as missing
 * @returns findings in the order of the rules; none when all is well
 * @public
 */
export function checkConfig(objects: readonly ConfigObject[]): Finding[] {
  const config = new ConfigSet(objects);
  return RULES.flatMap(({ code, severity, mend, check }) =>
    check(config).map(complaint => ({ code, severity, ...complaint, mend })),
  );
}
