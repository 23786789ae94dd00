import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { MESH_ENTITY_ANNOTATION } from '../annotations';
import { decideConsent } from '../service/decideConsent';
import type { Labels } from '../service/labels';
import { clipped, enumerate } from '../service/words';
import type { InjectionPlan } from './injectionPlan';
import type {
  OnboardedWorkload,
  OnboardingSituation,
} from './OnboardingSituation';
import type { Proposal, ProposedFile } from './Proposal';
import { revisionLabels, VERSION_LABEL } from './revisionLabels';

const API_VERSIONS = {
  Rollout: 'argoproj.io/v1alpha1',
  Deployment: 'apps/v1',
  StatefulSet: 'apps/v1',
};

/** A change of the pod template makes the pods anew, and only a new pod gets a proxy. */
const IN_MESH_ANNOTATION = 'meshway.dev/in-mesh';

/** What the workloads lack: labels of their pods, and the entity that may decide about them. */
export function workloadsProposal(
  situation: OnboardingSituation,
  injection: InjectionPlan,
): Proposal {
  const proposals = situation.workloads.map(workload =>
    workloadProposal(situation, workload, injection),
  );
  return {
    // Two Rollouts may borrow the template of one Deployment.
    files: [
      ...new Map(
        proposals
          .flatMap(({ files = [] }) => files)
          .map(file => [file.path, file]),
      ).values(),
    ],
    already: proposals.flatMap(({ already = [] }) => already),
    problems: [...new Set(proposals.flatMap(({ problems = [] }) => problems))],
  };
}

function workloadProposal(
  situation: OnboardingSituation,
  workload: OnboardedWorkload,
  injection: InjectionPlan,
): Proposal {
  const { template, object } = workload;
  const entity = entityAnnotation(situation, workload);
  const pods = podTemplateChange(situation, workload, injection);
  const isBorrowed = template.kind !== object.kind;
  const parts = [
    ...(pods.metadata && !isBorrowed
      ? [partOf(situation, template, { entity: entity.value, pods })]
      : []),
    ...(pods.metadata && isBorrowed
      ? [partOf(situation, template, { pods })]
      : []),
    ...(entity.value && (!pods.metadata || isBorrowed)
      ? [
          partOf(
            situation,
            { kind: object.kind, name: object.metadata.name },
            { entity: entity.value },
          ),
        ]
      : []),
  ];
  return {
    files: parts,
    already: [...(entity.already ?? []), ...pods.already],
    problems: entity.problems,
  };
}

interface TemplateChange {
  /** Undefined when the template stays as it is. */
  metadata?: { labels?: Labels; annotations?: Labels };
  already: string[];
}

function podTemplateChange(
  situation: OnboardingSituation,
  workload: OnboardedWorkload,
  { podLabels, restart }: InjectionPlan,
): TemplateChange {
  const asking = podLabels.get(workload);
  // Nothing is made anew for the sake of labels alone.
  if (!asking) return { already: [] };
  const { labels: told, already } = revisionLabels(situation, workload);
  const labels = { ...asking, ...told };
  if (Object.keys(labels).length > 0) return { metadata: { labels }, already };
  return {
    already,
    ...(restart && {
      metadata: { annotations: { [IN_MESH_ANNOTATION]: 'true' } },
    }),
  };
}

function entityAnnotation(
  { request, namespace }: OnboardingSituation,
  { object }: OnboardedWorkload,
): { value?: string; already?: string[]; problems?: string[] } {
  if (!request.entityRef) return {};
  const entityRef = normalized(request.entityRef);
  if (!entityRef) {
    return {
      problems: [
        `"${clipped(
          request.entityRef,
        )}" is no entity. Write one such as component:default/orders.`,
      ],
    };
  }
  const words = `${object.kind} ${object.metadata.name}`;
  const consent = decideConsent({
    entityRef,
    ownerRef: request.owner,
    about: [object],
    namespace,
    trustCatalog: false,
  });
  if (consent.given) {
    return { already: [`Who may decide: ${consent.by} says it.`] };
  }
  const other = object.metadata.annotations?.[MESH_ENTITY_ANNOTATION];
  return other
    ? {
        already: [
          `Who may decide: ${words} names another entity, ${clipped(
            other,
          )}. Change ${MESH_ENTITY_ANNOTATION} by hand, if that is no longer so.`,
        ],
      }
    : { value: entityRef };
}

function normalized(entityRef: string): string | undefined {
  try {
    return stringifyEntityRef(
      parseEntityRef(entityRef, { defaultKind: 'component' }),
    );
  } catch {
    return undefined;
  }
}

/** The part of a workload that is added to the one that exists. Selectors never change: the API server refuses it. */
function partOf(
  { request }: OnboardingSituation,
  {
    kind,
    name,
  }: { kind: 'Rollout' | 'Deployment' | 'StatefulSet'; name: string },
  { entity, pods }: { entity?: string; pods?: TemplateChange },
): ProposedFile {
  const keys = [
    ...Object.entries(pods?.metadata?.labels ?? {}),
    ...Object.entries(pods?.metadata?.annotations ?? {}),
  ].map(([key, value]) => `${key}=${value}`);
  const isVersioned = pods?.metadata?.labels?.[VERSION_LABEL] !== undefined;
  const sentences = [
    ...(pods
      ? [
          `Adds ${enumerate(
            keys,
          )} to the pods of ${kind} ${name}, and so has them made anew, with a sidecar.`,
        ]
      : []),
    ...(isVersioned
      ? [
          `Have your releases write ${VERSION_LABEL} from then on, as they write the image.`,
        ]
      : []),
    ...(entity
      ? [`Lets the owners of ${entity} decide about ${kind} ${name}.`]
      : []),
  ];
  return {
    path: `${kind.toLowerCase()}-${name}.yaml`,
    says: sentences.join(' '),
    object: {
      apiVersion: API_VERSIONS[kind],
      kind,
      metadata: {
        name,
        namespace: request.namespace,
        ...(entity && { annotations: { [MESH_ENTITY_ANNOTATION]: entity } }),
      },
      ...(pods?.metadata && {
        spec: { template: { metadata: pods.metadata } },
      }),
    },
  };
}
