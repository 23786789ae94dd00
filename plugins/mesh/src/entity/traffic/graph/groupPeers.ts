import type { Direction, Peer } from '../peersOf';

/** More than these, of those that are seen, nobody can read in one picture. */
export const MOST_PEERS = 60;

/** The peers of one namespace in one direction, drawn as one. */
export interface PeerGroup {
  id: string;
  direction: Direction;
  namespace: string;
  peers: Peer[];
}

/** What is drawn beside the service. */
export type GraphEnd =
  | { kind: 'peer'; peer: Peer }
  | { kind: 'group'; group: PeerGroup };

/** Who has a place in the picture: everybody, or with too many the namespaces, but for those that are opened. */
export function groupPeers(
  peers: readonly Peer[],
  opened: ReadonlySet<string>,
): GraphEnd[] {
  const single = (peer: Peer): GraphEnd => ({ kind: 'peer', peer });
  if (!isCrowded(peers)) return peers.map(single);
  const groups = new Map<string, Peer[]>();
  for (const peer of peers) {
    const id = groupId(peer);
    groups.set(id, [...(groups.get(id) ?? []), peer]);
  }
  return [...groups].flatMap(([id, members]): GraphEnd[] => {
    const [{ direction, namespace }] = members;
    return namespace === undefined ||
      members.length === 1 ||
      opened.has(namespace)
      ? members.map(single)
      : [
          {
            kind: 'group',
            group: { id, direction, namespace, peers: members },
          },
        ];
  });
}

/** Namespaces that can be opened and closed, the largest first; none where every peer has its own place. */
export function groupedNamespaces(
  peers: readonly Peer[],
): { namespace: string; count: number }[] {
  if (!isCrowded(peers)) return [];
  const counts = new Map<string, number>();
  for (const { namespace } of peers) {
    if (namespace !== undefined) {
      counts.set(namespace, (counts.get(namespace) ?? 0) + 1);
    }
  }
  return [...counts]
    .map(([namespace, count]) => ({ namespace, count }))
    .filter(({ count }) => count > 1)
    .sort((a, b) => b.count - a.count);
}

function isCrowded(peers: readonly Peer[]): boolean {
  return peers.filter(({ seen }) => seen).length > MOST_PEERS;
}

function groupId({ id, direction, namespace }: Peer): string {
  return namespace === undefined ? id : `${direction} namespace ${namespace}`;
}
