import type { NoDelivery, Revision } from '../../model';
import { enumerate } from '../words';

/** What serves a service that no engine delivers, and why there is nothing to decide. */
export function unmanagedSentence(
  delivery: NoDelivery,
  revisions: Revision[],
): string {
  const running = revisions
    .filter(revision => revision.role !== 'old')
    .sort((a, b) => a.version.localeCompare(b.version, 'en'));
  if (running.length === 0) return delivery.reason;
  const names = running.map(
    r => `\`${r.version}\` (${r.readyPods} of ${r.desiredPods} pods ready)`,
  );
  const verb = names.length === 1 ? 'serves' : 'serve';
  return `${enumerate(names)} ${verb} all requests. ${delivery.reason}`;
}
