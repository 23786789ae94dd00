import type { Exposure, ExposureGateway } from '../model';
import { enumerate } from '../service/words';
import { addressesOf } from './entrances';

const MAX_ADDRESSES = 3;

/** `Clients outside reach it at https://shop.example.com. Clients inside call checkout.shop, port 8080.` */
export function headlineOf(
  gateways: ExposureGateway[],
  inside: Exposure['inside'],
): string {
  return `${outside(gateways)} ${within(inside)}`;
}

function outside(gateways: ExposureGateway[]): string {
  const entrances = gateways.flatMap(gateway => gateway.entrances);
  const serving = entrances.filter(
    ({ encryption }) => encryption !== 'redirect',
  );
  const addresses = [...new Set(serving.flatMap(addressesOf))];
  if (addresses.length > 0) {
    const more = addresses.length - MAX_ADDRESSES;
    const named = addresses.slice(0, MAX_ADDRESSES);
    return `Clients outside reach it at ${enumerate(
      more > 0 ? [...named, `${more} more`] : named,
    )}.`;
  }
  if (gateways.length === 0) return 'No Gateway leads to it.';
  const names = gateways
    .slice(0, MAX_ADDRESSES)
    .map(({ namespace, name }) => `${namespace}/${name}`);
  return `It hangs on ${
    gateways.length === 1 ? 'Gateway' : 'Gateways'
  } ${enumerate(names)}, and nobody outside comes in that way.`;
}

function within({
  hosts: [, host],
  aliases,
  ports,
}: Exposure['inside']): string {
  if (ports.length === 0) {
    return `Clients inside know it as ${host}, without ports.`;
  }
  const numbers = [...new Set(ports.map(({ port }) => `${port}`))];
  // Their routes lead here: a port of the Service says nothing of them.
  const others = aliases.slice(0, MAX_ADDRESSES);
  return `Clients inside call ${
    others.length > 0 ? `${enumerate(others)}, or ` : ''
  }${host}, ${numbers.length === 1 ? 'port' : 'ports'} ${enumerate(numbers)}.`;
}
