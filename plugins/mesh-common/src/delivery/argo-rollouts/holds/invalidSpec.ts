import type { Hold } from '../../../model';
import { readable, sentence } from '../../../service/headline/readable';
import type { HoldContext } from './HoldContext';

/** The controller does nothing for a spec that it refuses. */
export function invalidSpec({ rollout }: HoldContext): Hold[] {
  const condition = rollout.status.conditions?.find(
    ({ type }) => type === 'InvalidSpec',
  );
  return condition
    ? [
        {
          code: 'invalid-spec',
          sentence: sentence(
            `The controller refuses the Rollout: ${readable(
              `InvalidSpec: ${condition.message ?? ''}`,
            )}`,
          ),
          mend: 'Correct the manifest of the Rollout: nothing moves until then.',
        },
      ]
    : [];
}
