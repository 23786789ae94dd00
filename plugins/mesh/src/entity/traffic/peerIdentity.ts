import type { TrafficGraph, TrafficPeer } from '@meshway/plugin-mesh-common';

/** Tells one peer from the others. */
export function peerKey(peer: TrafficPeer): string {
  switch (peer.kind) {
    case 'unknown':
      return 'unknown';
    case 'external':
      return `external ${peer.host}`;
    default:
      return [
        peer.kind,
        peer.cluster ?? '',
        peer.namespace,
        peer.kind === 'service' ? peer.service : peer.workload,
      ].join(' ');
  }
}

/** What people call the peer; undefined for one without a name. */
export function peerName(peer: TrafficPeer): string | undefined {
  switch (peer.kind) {
    case 'unknown':
      return undefined;
    case 'external':
      return peer.host;
    case 'service':
      return peer.service;
    default:
      return peer.workload;
  }
}

/** Where the peer lives; undefined outside the mesh. */
export function peerNamespace(peer: TrafficPeer): string | undefined {
  return 'namespace' in peer ? peer.namespace : undefined;
}

/**
 * The catalog entity behind the peer, as far as the viewer may see it. Metrics name a workload, which mostly has the
 * name of its service; the service's own name is the best word, so it comes first.
 */
export function entityOfPeer(
  peer: TrafficPeer,
  entities: TrafficGraph['entities'],
): string | undefined {
  if (peer.kind !== 'workload' && peer.kind !== 'service') return undefined;
  const names = [
    peer.kind === 'service' ? peer.service : undefined,
    peer.canonicalService,
    peer.workload,
  ];
  for (const name of names) {
    const found = entities.find(
      entity => entity.namespace === peer.namespace && entity.name === name,
    );
    if (found) return found.entityRef;
  }
  return undefined;
}
