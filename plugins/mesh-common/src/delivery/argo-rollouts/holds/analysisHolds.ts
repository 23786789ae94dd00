import type { Analysis, Experiment, Hold } from '../../../model';
import { readable, sentence } from '../../../service/headline/readable';
import { isFullyPromoted } from '../phase';
import { currentIndexOf, stepsOf } from '../steps';
import type { HoldContext } from './HoldContext';

/** The analysis or experiment that an update waits for, or that has ended it. */
export function analysisHolds(context: HoldContext): Hold[] {
  const { rollout, analyses, experiments } = context;
  if (isFullyPromoted(rollout)) return [];
  const { abort, promoteFull, currentPodHash, pauseConditions } =
    rollout.status;
  if (promoteFull) return [];
  const judges: Judge[] = [
    ...analyses
      .filter(({ hash }) => hash === currentPodHash)
      .map(run => ({ ...run, kind: 'Analysis' as const })),
    ...experiments.map(run => ({ ...run, kind: 'Experiment' as const })),
  ];
  const holds: Hold[] = [];
  const failed = judges.find(
    ({ phase }) => phase === 'Failed' || phase === 'Error',
  );
  if (abort) return failed ? [failure(failed)] : [];

  const isInconclusive = pauseConditions?.some(({ reason }) =>
    reason.startsWith('Inconclusive'),
  );
  const inconclusive = judges.find(({ phase }) => phase === 'Inconclusive');
  if (isInconclusive) {
    const decides =
      inconclusive?.kind === 'Analysis' && inconclusive.type === 'step';
    holds.push({
      code: 'analysis-inconclusive',
      sentence: inconclusive
        ? sentence(
            `${inconclusive.kind} ${inconclusive.name} is inconclusive${why(
              inconclusive,
            )}`,
          )
        : 'An analysis is inconclusive.',
      mend: decides
        ? 'Look at its measurements: promote it to go on all the same, or abort it.'
        : 'Look at its measurements: abort it, or promote it to be judged once more.',
    });
  }
  return [...holds, ...judges.filter(isAwaited(context)).map(running)];
}

type Judge =
  | (Analysis & { kind: 'Analysis' })
  | (Experiment & { kind: 'Experiment' });

/** A background analysis goes on beside the steps: nothing waits for it. */
function isAwaited({ rollout }: HoldContext) {
  const index = currentIndexOf(rollout);
  const action = stepsOf(rollout)[index]?.action.kind;
  return (judge: Judge) => {
    if (judge.phase !== 'Running' && judge.phase !== 'Pending') return false;
    if (judge.kind === 'Experiment') return action === 'experiment';
    return judge.type === 'step'
      ? judge.stepIndex === index
      : judge.type === 'pre-promotion' || judge.type === 'post-promotion';
  };
}

function failure(judge: Judge): Hold {
  return {
    code: 'analysis-failed',
    sentence: sentence(
      `${judge.kind} ${judge.name} ${
        judge.phase === 'Error' ? 'could not be carried out' : 'failed'
      }${why(judge)}`,
    ),
    mend:
      judge.phase === 'Error'
        ? 'Mend the analysis or its source of metrics, then retry.'
        : 'Ship a version that passes it, or retry this one.',
  };
}

function running(judge: Judge): Hold {
  const progress =
    judge.kind === 'Analysis'
      ? judge.metrics.map(({ name, counts, count }) => {
          const done = counts.successful + counts.failed + counts.inconclusive;
          return `${name} ${done}${count ? ` of ${count}` : ''}`;
        })
      : judge.templates.map(
          ({ name, availablePods, desiredPods }) =>
            `${name} ${availablePods} of ${desiredPods} pods`,
        );
  const detail = progress.length > 0 ? `: ${progress.join(', ')}` : '';
  return {
    code: 'analysis-running',
    sentence: `${judge.kind} ${judge.name} runs${detail}.`,
  };
}

function why({ message }: Judge): string {
  return message && `: ${readable(message)}`;
}
