import { z } from 'zod';
import { shortText } from './metadata';
import { workloadSelector } from './workloadSelector';

const targetRef = z.object({
  group: shortText.optional(),
  kind: shortText,
  name: shortText,
  namespace: shortText.optional(),
});

/** What a policy is for: pods by label, or a Gateway, waypoint, Service or ServiceEntry by name. */
export const policyTargets = {
  selector: workloadSelector,
  targetRefs: z.array(targetRef).default([]),
  /** The old form, one reference only. */
  targetRef: targetRef.optional(),
};
