import type { Rollout } from '../../../kubernetes';
import type { Analysis, Experiment, Revision } from '../../../model';
import type { ServiceObjects } from '../../../service/ServiceObjects';

/** What the reasons why a Rollout does not move are found in. */
export interface HoldContext {
  rollout: Rollout;
  objects: ServiceObjects;
  revisions: Revision[];
  analyses: Analysis[];
  experiments: Experiment[];
  now: Date;
}
