import { usePermission } from '@backstage/plugin-permission-react';
import {
  meshDeliveryPermissions,
  type DecisionVerb,
} from '@meshway/plugin-mesh-common';

/** Which decisions the reader may take about an entity; the questions go to the portal in one request. */
export function useDecisionPermissions(resourceRef: string): {
  loading: boolean;
  may: (verb: DecisionVerb) => boolean;
  any: boolean;
} {
  const permissions = meshDeliveryPermissions;
  const answers: Record<DecisionVerb, { loading: boolean; allowed: boolean }> =
    {
      promote: usePermission({ permission: permissions.promote, resourceRef }),
      'promote-full': usePermission({
        permission: permissions['promote-full'],
        resourceRef,
      }),
      abort: usePermission({ permission: permissions.abort, resourceRef }),
      retry: usePermission({ permission: permissions.retry, resourceRef }),
      pause: usePermission({ permission: permissions.pause, resourceRef }),
      resume: usePermission({ permission: permissions.resume, resourceRef }),
      restart: usePermission({ permission: permissions.restart, resourceRef }),
      'roll-back': usePermission({
        permission: permissions['roll-back'],
        resourceRef,
      }),
      shift: usePermission({ permission: permissions.shift, resourceRef }),
    };
  const all = Object.values(answers);
  return {
    loading: all.some(({ loading }) => loading),
    may: verb => answers[verb].allowed,
    any: all.some(({ allowed }) => allowed),
  };
}
