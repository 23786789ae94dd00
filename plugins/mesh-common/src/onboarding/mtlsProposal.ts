import type { EffectiveMtls } from '../model';
import {
  effectiveMtls,
  peerAuthenticationScopes,
} from '../posture/effectiveMtls';
import { objectWords, postureObject } from '../posture/postureObject';
import { subjectsOf } from '../posture/subjects';
import { freeName } from './freeName';
import type { OnboardingSituation } from './OnboardingSituation';
import type { Proposal } from './Proposal';

/**
 * A PeerAuthentication by which the pods take plain text as well. Without one it is what Istio does by itself, but the
 * Namespace or the mesh may ask for more, and later STRICT wants a place.
 */
export function mtlsProposal(situation: OnboardingSituation): Proposal {
  const { objects, mesh, selector, request } = situation;
  const { namespace } = request;
  const policies = objects.peerAuthentications;
  const subjects = subjectsOf(objects).map(({ labels, dataPlane }) => ({
    workload: { namespace, labels: { ...labels } },
    isOutside: dataPlane === 'none',
  }));
  const isOutside = subjects.some(one => one.isOutside);
  const { workload = { namespace, labels: selector } } = subjects[0] ?? {};
  const mtls = effectiveMtls(workload, policies, mesh);
  const own = peerAuthenticationScopes(workload, policies, mesh).workload;

  if (own) {
    const words = objectWords(postureObject(own));
    return isOutside && isStrictAnywhere(mtls)
      ? {
          problems: [
            `${words} asks for STRICT of these pods. As long as they have no proxy nobody holds to it; with one they refuse every caller outside the mesh at once. Set it to PERMISSIVE first.`,
          ],
        }
      : { already: [`Encryption: ${words} decides about it (${mtls.mode}).`] };
  }
  if (mtls.decidedBy && (mtls.mode === 'PERMISSIVE' || !isOutside)) {
    return {
      already: [
        `Encryption: ${objectWords(mtls.decidedBy)} decides about it (${
          mtls.mode
        }).`,
      ],
    };
  }
  return {
    files: [
      {
        path: 'peer-authentication.yaml',
        says: `Lets its pods take mutual TLS from callers in the mesh, and plain text from all others (PERMISSIVE)${
          mtls.decidedBy
            ? `, although ${objectWords(mtls.decidedBy)} says ${
                mtls.mode
              } for others`
            : ''
        }. STRICT comes later.`,
        object: {
          apiVersion: 'security.istio.io/v1',
          kind: 'PeerAuthentication',
          metadata: {
            name: freeName('PeerAuthentication', situation),
            namespace,
          },
          spec: {
            selector: { matchLabels: selector },
            mtls: { mode: 'PERMISSIVE' },
          },
        },
      },
    ],
  };
}

function isStrictAnywhere({ mode, ports }: EffectiveMtls): boolean {
  return mode === 'STRICT' || ports.some(port => port.mode === 'STRICT');
}
