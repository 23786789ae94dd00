import type { MeshKind } from '../kubernetes';
import type { OnboardingSituation } from './OnboardingSituation';

/** The name of the service, or one like it: what has that name already is about something else. */
export function freeName(
  kind: MeshKind,
  { lookup, request }: OnboardingSituation,
): string {
  const { namespace, service } = request;
  let name = service;
  for (let i = 1; lookup.get(kind, namespace, name); i += 1) {
    name = i === 1 ? `${service}-mesh` : `${service}-mesh-${i}`;
  }
  return name;
}
