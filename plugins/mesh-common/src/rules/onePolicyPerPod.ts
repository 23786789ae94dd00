import { fits } from './objects/fits';
import { EXCLUSIVE, isForAll, policiesOf } from './objects/policies';
import type { Rule } from './Rule';

export const onePolicyPerPod: Rule = {
  code: 'MSH510',
  title: 'A pod has one policy of a kind',
  severity: 'error',
  why: 'Of several PeerAuthentications, Sidecars or Telemetries that select the same pod Istio follows one and ignores the others.',
  mend: 'Merge them, or let their selectors fit different pods.',
  docs: 'https://istio.io/latest/docs/reference/config/security/peer_authentication/',
  like: {
    istio: ['IST0110', 'IST0159'],
    kiali: ['KIA0003'],
    differs: 'Istio does not look at PeerAuthentications, and needs the pods.',
  },
  check: config =>
    EXCLUSIVE.flatMap(kind => {
      const policies = policiesOf(config, kind).filter(one => !isForAll(one));
      return policies.flatMap((about, index) => {
        const { namespace } = about.ref;
        const shared = config
          .workloads()
          .filter(
            ({ ref, object }) =>
              ref.namespace === namespace &&
              fits(about.selector, object.labels),
          )
          .flatMap(workload =>
            policies
              .slice(0, index)
              .filter(
                other =>
                  other.ref.namespace === namespace &&
                  fits(other.selector, workload.object.labels),
              )
              .map(other => ({ workload, other })),
          );
        const [found] = shared;
        return found
          ? [
              {
                about,
                message: `It is for the pods of ${found.workload.label}, and so is ${found.other.label}.`,
              },
            ]
          : [];
      });
    }),
};
