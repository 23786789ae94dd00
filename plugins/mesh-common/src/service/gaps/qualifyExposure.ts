import type { Exposure, ReadingGap } from '../../model';

const KINDS = ['Gateway', 'ServiceEntry', 'VirtualService'];

/** An exposure without what it misses only because some kind could not be read. */
export function qualifyExposure(
  exposure: Exposure,
  gaps: readonly ReadingGap[],
): Exposure {
  const reasons = gaps
    .filter(({ kind }) => KINDS.includes(kind))
    .map(({ reason }) => reason);
  if (reasons.length === 0) return exposure;
  const gateways = exposure.gateways.filter(({ state }) => state !== 'missing');
  return {
    ...exposure,
    headline: `${exposure.headline} ${reasons[0]}`,
    gateways,
    // A problem with a Gateway that is not there is none with one that is not read.
    problems: [
      ...reasons,
      ...(gateways.length < exposure.gateways.length
        ? exposure.problems.filter(
            problem => !exposure.gateways.some(isMissingIn(problem)),
          )
        : exposure.problems),
    ],
  };
}

function isMissingIn(problem: string) {
  return ({ state, namespace, name }: Exposure['gateways'][number]) =>
    state === 'missing' && problem.includes(`${namespace}/${name}`);
}
