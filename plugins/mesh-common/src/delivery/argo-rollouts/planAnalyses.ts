import type { Rollout } from '../../kubernetes';

/** Whether an analysis of the update runs now. */
export function runsAnalysis({ status }: Rollout): boolean {
  const { canary, blueGreen } = status;
  return [
    canary?.currentStepAnalysisRunStatus,
    canary?.currentBackgroundAnalysisRunStatus,
    blueGreen?.prePromotionAnalysisRunStatus,
    blueGreen?.postPromotionAnalysisRunStatus,
  ].some(run => run?.status === 'Running' || run?.status === 'Pending');
}
