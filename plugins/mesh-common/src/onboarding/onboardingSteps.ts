import { MESH_SERVICE_ANNOTATION } from '../annotations';
import type { InjectionPlan } from './injectionPlan';
import type { OnboardingSituation } from './OnboardingSituation';
import type { ProposedFile } from './Proposal';

/**
 * By which the files of a plan have to be applied. The API server removes what a field manager once set and no longer
 * sends, so one that has applied the workload itself must not apply a part of it.
 *
 * @public
 */
export const ONBOARDING_FIELD_MANAGER = 'meshway-onboarding';

/** What each file does, in the order in which they are applied, and what is to be done beside that. */
export function onboardingSteps(
  situation: OnboardingSituation,
  files: readonly ProposedFile[],
  injection: InjectionPlan,
): string[] {
  const { request } = situation;
  const { namespace, service } = request;
  const stays = files.find(({ path }) => path === 'peer-authentication.yaml');
  if (files.length === 0) {
    return [
      'Nothing is missing: no file is proposed.',
      ...entityStep(situation),
    ];
  }
  return [
    ...files.map(({ path, says }) => `${path}: ${says}`),
    `Apply them in this order with \`kubectl apply --server-side --field-manager=${ONBOARDING_FIELD_MANAGER} -k .\` in their folder. The field manager has to be one of its own: what the one that applied the workload no longer sends, is removed from it. Where Argo CD or Flux applies the workload, merge the parts into its own manifests instead.`,
    ...(injection.restart ? restartSteps(situation) : []),
    `Watch the Mesh tab meanwhile: the pods get one container more each, one after the other, its errors stay what they were, and calls from the mesh turn to mTLS as each pod gets its sidecar. If errors rise, take the change of the workload back; requests go on in plain text.`,
    ...entityStep(situation),
    ...(stays
      ? [
          `Go STRICT once the Mesh tab has shown no plain text for as long as your rarest caller needs, nightly jobs and monitoring included: write STRICT for PERMISSIVE in peer-authentication.yaml and apply it again. What still calls ${service}.${namespace} from outside the mesh is refused from then on.`,
        ]
      : []),
  ];
}

function restartSteps({ workloads, request }: OnboardingSituation): string[] {
  return workloads.map(({ object, template }) =>
    object.kind === 'Rollout'
      ? `The change starts a release of Rollout ${object.metadata.name}, by its own steps: promote it on the Mesh tab, as any other.`
      : `Wait for the pods: \`kubectl rollout status ${template.kind.toLowerCase()}/${
          template.name
        } --namespace ${
          request.namespace
        }\`. They are replaced by the update strategy of the ${
          template.kind
        }; with a single pod, or one that stops at once when it is told to, requests may be lost as at any release.`,
  );
}

function entityStep({ request }: OnboardingSituation): string[] {
  const { entityRef, namespace, service } = request;
  return entityRef
    ? [
        `Give the entity ${entityRef} the annotation ${MESH_SERVICE_ANNOTATION}: ${namespace}/${service}, if it does not have it: the Mesh tab finds the service by it.`,
      ]
    : [];
}
