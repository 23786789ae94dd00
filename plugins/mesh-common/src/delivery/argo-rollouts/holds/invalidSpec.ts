import type { Hold } from '../../../model';
import { oneLine } from '../../../service/headline/because';
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
          sentence: `The controller refuses the spec of the Rollout: ${oneLine(
            condition.message ?? 'it does not say why',
          )}.`,
          mend: 'Correct the manifest of the Rollout: nothing moves until then.',
        },
      ]
    : [];
}
