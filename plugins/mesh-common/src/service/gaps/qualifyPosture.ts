import type { Posture, PostureNote, ReadingGap } from '../../model';

const POLICIES = ['AuthorizationPolicy', 'RequestAuthentication'];

/**
 * A posture without what it says only because some kind could not be read: no policy that is known is not no policy.
 */
export function qualifyPosture(
  posture: Posture,
  gaps: readonly ReadingGap[],
): Posture {
  if (gaps.length === 0) return posture;
  const { mtls, authorization, injection, resilience } = posture;
  const noted = <T extends { notes: PostureNote[] }>(
    part: T,
    ...kinds: string[]
  ): T => ({
    ...part,
    notes: [
      ...reasonsOf(gaps, kinds).map(text => ({
        severity: 'warning' as const,
        text,
      })),
      ...part.notes,
    ],
  });
  return {
    ...posture,
    mtls: noted(
      withoutDefaultMode(mtls, reasonsOf(gaps, ['PeerAuthentication'])),
      'PeerAuthentication',
      'DestinationRule',
    ),
    injection: noted(injection, 'Namespace'),
    authorization: noted(
      withoutOpenAccess(authorization, reasonsOf(gaps, POLICIES)),
      ...POLICIES,
    ),
    resilience: noted(resilience, 'DestinationRule', 'VirtualService'),
  };
}

/** Pods without a proxy take plain text whatever a policy says; of the others only a policy that is known tells. */
function withoutDefaultMode(
  mtls: Posture['mtls'],
  [reason]: string[],
): Posture['mtls'] {
  const server = mtls.server.filter(
    ({ decidedBy, enforced }) => decidedBy || !enforced,
  );
  if (!reason || server.length === mtls.server.length) return mtls;
  return {
    ...mtls,
    summary: `What the pods take is not known. ${reason}`,
    server,
  };
}

function withoutOpenAccess(
  authorization: Posture['authorization'],
  [reason]: string[],
): Posture['authorization'] {
  const access = authorization.access.filter(one => one.access !== 'open');
  if (!reason || access.length === authorization.access.length) {
    return authorization;
  }
  return {
    ...authorization,
    summary: `Who may call is not known. ${reason}`,
    access,
  };
}

function reasonsOf(
  gaps: readonly ReadingGap[],
  kinds: readonly string[],
): string[] {
  return [
    ...new Set(
      gaps
        .filter(({ kind }) => kinds.includes(kind))
        .map(({ reason }) => reason),
    ),
  ];
}
