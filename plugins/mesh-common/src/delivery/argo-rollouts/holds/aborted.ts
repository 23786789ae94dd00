import type { Hold } from '../../../model';
import { abortReason } from '../../../service/headline/because';
import { clockTime } from '../../../service/words';
import { phaseOf } from '../phase';
import type { HoldContext } from './HoldContext';

/** An aborted update stays as it is until someone ships another version or retries this one. */
export function aborted({ rollout, revisions }: HoldContext): Hold[] {
  const { abort, abortedAt, currentPodHash } = rollout.status;
  if (!abort) return [];
  const next = revisions.find(({ hash }) => hash === currentPodHash);
  const what = next ? `The update to \`${next.version}\`` : 'The update';
  const when = abortedAt ? ` at ${clockTime(abortedAt)}` : '';
  const why = abortReason(phaseOf(rollout).message);
  const how = why ? `${when} (${why})` : ` by hand${when}`;
  const pods =
    next?.scaleDownAt && next.desiredPods > 0
      ? ` Its pods are taken away at ${clockTime(next.scaleDownAt)}.`
      : '';
  return [
    {
      code: 'aborted',
      sentence: `${what} was aborted${how}.${pods}`,
      mend: 'Ship a new version, or retry this one.',
    },
  ];
}
