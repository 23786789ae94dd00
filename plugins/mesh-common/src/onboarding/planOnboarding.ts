import type { ObjectLookup } from '../kubernetes';
import {
  DEFAULT_MESH_SETTINGS,
  type MeshSettings,
  type OnboardingPlan,
  type OnboardingRequest,
  type ReadingGap,
} from '../model';
import { circuitBreakerProposal } from './circuitBreakerProposal';
import { injectionPlan } from './injectionPlan';
import { mtlsProposal } from './mtlsProposal';
import { namespaceProposal } from './namespaceProposal';
import { onboardingSteps } from './onboardingSteps';
import { portsProposal } from './portsProposal';
import type { Proposal } from './Proposal';
import { fileOf, kustomizationOf } from './proposalYaml';
import { routesProposal } from './routesProposal';
import { situationOf } from './situationOf';
import { workloadsProposal } from './workloadsProposal';

/**
 * Plans how a service that exists comes into the mesh: what is missing, as files, in the order in which no request is
 * lost; first so that plain text is still taken. What is there already is left alone, and what exists is never sent
 * whole, only what is added to it.
 *
 * @param objects - the cluster of the service
 * @param mesh - what the mesh sets
 * @param gaps - what of the cluster cannot be read: the plan says what it does not know
 * @public
 */
export function planOnboarding(
  objects: ObjectLookup,
  request: OnboardingRequest,
  mesh: MeshSettings = DEFAULT_MESH_SETTINGS,
  gaps: readonly ReadingGap[] = [],
): OnboardingPlan {
  const situation = situationOf(objects, request, mesh);
  if ('problem' in situation) {
    return { files: [], steps: [], already: [], problems: [situation.problem] };
  }
  const injection = injectionPlan(situation);
  // Policies before the pods that they are for, so that no pod comes up under another one.
  const proposals: Proposal[] = [
    mtlsProposal(situation),
    circuitBreakerProposal(situation),
    routesProposal(situation),
    portsProposal(situation),
    injection,
    namespaceProposal(situation, injection),
    workloadsProposal(situation, injection),
  ];
  const problems = proposals.flatMap(proposal => proposal.problems ?? []);
  const already = proposals.flatMap(proposal => proposal.already ?? []);
  if (problems.length > 0) return { files: [], steps: [], already, problems };

  const files = proposals.flatMap(proposal => proposal.files ?? []);
  return {
    files:
      files.length === 0 ? [] : [...files.map(fileOf), kustomizationOf(files)],
    steps: [
      ...gaps.map(
        ({ reason }) =>
          `Look before you apply: ${reason} The plan knows nothing of it.`,
      ),
      ...onboardingSteps(situation, files, injection),
    ],
    already,
    problems: [],
  };
}
