import { trafficMessages } from './trafficMessages';

/** A response flag of Envoy of which people are told in words. */
export type KnownFlag = keyof typeof trafficMessages.traffic.flag;

/** The flags of a request that have words; Envoy writes them with commas. */
export function knownFlags(flags: string): KnownFlag[] {
  return flags
    .split(',')
    .filter((flag): flag is KnownFlag =>
      Object.hasOwn(trafficMessages.traffic.flag, flag),
    );
}
