import type {
  Revision,
  RouteDestination,
  WeightedRoutesDelivery,
} from '../../model';
import { enumerate, exactPercent } from '../words';

/** How a route whose weights people move shares the traffic. */
export function weightedSentence(
  delivery: WeightedRoutesDelivery,
  revisions: Revision[],
): string {
  const shares = delivery.destinations
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => order(a) - order(b));
  const [first, ...others] = shares;
  if (!first) return 'The route gives no destination any traffic.';
  const names = namesOf(first, revisions);
  const name = enumerate(names);
  const takes = names.length > 1 ? 'take' : 'takes';
  if (others.length === 0) {
    return `${name} ${takes} all traffic; the weights are moved by hand.`;
  }
  const rest = others.map(
    other =>
      `${enumerate(namesOf(other, revisions))} ${exactPercent(other.weight)}`,
  );
  return `${name} ${takes} ${exactPercent(
    first.weight,
  )} of the traffic, ${enumerate(rest)}; the weights are moved by hand.`;
}

function order({ role }: RouteDestination): number {
  return ['canary', 'stable', 'other'].indexOf(role);
}

/** By the versions that it reaches, else as it stands in the route. */
function namesOf(
  { host, subset, hashes }: RouteDestination,
  revisions: Revision[],
): string[] {
  const versions = new Set(
    revisions
      .filter(({ hash }) => hashes.includes(hash))
      .map(({ version }) => version),
  );
  const names = versions.size > 0 ? [...versions] : [subset ?? host];
  return names.map(version => `\`${version}\``);
}
