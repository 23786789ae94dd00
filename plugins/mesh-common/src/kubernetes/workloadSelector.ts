import { z } from 'zod';
import { labels } from './metadata';

/** Which pods of a namespace an Istio policy is for. */
export const workloadSelector = z
  .object({ matchLabels: labels.optional() })
  .optional();
