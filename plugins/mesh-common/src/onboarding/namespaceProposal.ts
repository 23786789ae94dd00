import { livePods } from '../posture/subjects';
import type { InjectionPlan } from './injectionPlan';
import type { OnboardingSituation } from './OnboardingSituation';
import type { Proposal } from './Proposal';

/** The label of the Namespace that asks for sidecars. */
export function namespaceProposal(
  { namespace, lookup, objects }: OnboardingSituation,
  { namespaceLabels }: InjectionPlan,
): Proposal {
  const [[key, value] = []] = Object.entries(namespaceLabels);
  if (key === undefined) return {};
  const { name } = namespace.metadata;
  const own = new Set(livePods(objects).map(({ metadata }) => metadata.name));
  const others = lookup
    .list('Pod', name)
    .filter(({ metadata }) => !own.has(metadata.name)).length;
  return {
    files: [
      {
        path: 'namespace.yaml',
        says: `Adds the label ${key}=${value} to Namespace ${name}: every pod that is made in it from then on gets a sidecar.${othersWords(
          others,
        )}`,
        object: {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name, labels: namespaceLabels },
        },
      },
    ],
  };
}

function othersWords(count: number): string {
  if (count === 0) return '';
  return count === 1
    ? ' That is so for the one pod of another service there as well, when it is next made anew.'
    : ` That is so for the ${count} pods of other services there as well, when they are next made anew.`;
}
