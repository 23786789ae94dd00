import type { Hold } from '../../../model';
import { aborted } from './aborted';
import { analysisHolds } from './analysisHolds';
import { controllerSilent } from './controllerSilent';
import type { HoldContext } from './HoldContext';
import { invalidSpec } from './invalidSpec';
import { managedRouteLost } from './managedRouteLost';
import { pauseHolds } from './pauseHolds';
import { canaryNotReady, drainsOldPods, stableLacksReplicas } from './podHolds';
import { routeMissing } from './routeMissing';
import { subsetSwitchDelayed } from './subsetSwitchDelayed';
import { weightOverwritten } from './weightOverwritten';

/** What keeps others from showing comes first, then what a person can mend, then what passes by itself. */
const ORDER: Hold['code'][] = [
  'invalid-spec',
  'aborted',
  'analysis-failed',
  'controller-silent',
  'paused-by-person',
  'route-missing',
  'analysis-inconclusive',
  'stable-lacks-replicas',
  'canary-not-ready',
  'subset-switch-delayed',
  'managed-route-lost',
  'weight-overwritten',
  'waits-for-decision',
  'timed-pause',
  'analysis-running',
  'drains-old-pods',
];

/** Why a Rollout does not move, the most important reason first. */
export function holdsOf(context: HoldContext): Hold[] {
  return [
    invalidSpec,
    aborted,
    controllerSilent,
    pauseHolds,
    analysisHolds,
    routeMissing,
    stableLacksReplicas,
    canaryNotReady,
    subsetSwitchDelayed,
    managedRouteLost,
    weightOverwritten,
    drainsOldPods,
  ]
    .flatMap(find => find(context))
    .sort((a, b) => ORDER.indexOf(a.code) - ORDER.indexOf(b.code));
}
