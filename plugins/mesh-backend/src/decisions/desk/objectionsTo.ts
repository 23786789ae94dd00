import type { RuleObjection } from '@meshway/plugin-mesh-common';
import { objectionsOf } from '../rules/applyRules';
import type { DecisionRules } from '../rules/DecisionRules';
import type { Situation } from './Situations';

/** Why a decision cannot be taken now by anybody: the cluster does not agree, or the portal's rules speak against it. */
export function objectionsTo(
  { view, ruled, readOnly }: Situation,
  rules: DecisionRules,
  now: Date,
): RuleObjection[] {
  const { consent, verdict, cluster } = view;
  return [
    ...(consent.given
      ? []
      : [
          {
            rule: 'consent' as const,
            sentence: `${consent.reason} Add this line: ${consent.line}`,
            overridable: false,
          },
        ]),
    ...(readOnly
      ? [
          {
            rule: 'read-only' as const,
            sentence: `Nothing is decided in cluster ${cluster} from this portal (mesh.clusters[].readOnly).`,
            overridable: false,
          },
        ]
      : []),
    ...objectionsOf(rules, ruled, { verdict, now }),
  ];
}
