import type { Hold } from '../../../model';
import { enumerate } from '../../../service/words';
import { managedRoutesOf } from '../managedRoutes';
import type { HoldContext } from './HoldContext';

/** A step has added a route and it is gone: the controller does not add it again by itself. */
export function managedRouteLost({ rollout, objects }: HoldContext): Hold[] {
  return managedRoutesOf(rollout, objects.virtualServices)
    .filter(({ missingIn }) => missingIn.length > 0)
    .map(({ name, missingIn }) => ({
      code: 'managed-route-lost',
      sentence: `A step has added route ${name}, but it is gone from VirtualService ${enumerate(
        missingIn,
      )}: it has no effect any more.`,
      mend: 'The controller adds it only while its step is the current one: abort the update and retry it.',
    }));
}
