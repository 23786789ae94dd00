import type {
  DecisionVerb,
  RuleObjection,
  Verdict,
} from '@meshway/plugin-mesh-common';
import { fits, type RuledDecision } from './DecisionScope';
import type { DecisionRules } from './DecisionRules';
import { freezeEnd } from './Freeze';

/** They only stop what happens, so they work at any time and alone. */
const BRAKES: DecisionVerb[] = ['abort', 'pause'];

/** Why rules keep a decision from being taken now; empty when none does. */
export function objectionsOf(
  rules: DecisionRules,
  decision: RuledDecision,
  situation: { verdict?: Verdict; now: Date },
): RuleObjection[] {
  if (BRAKES.includes(decision.verb)) return [];
  const { verdict, now } = situation;
  const frozen = rules.freezes.flatMap((freeze): RuleObjection[] => {
    const end = fits(freeze, decision) ? freezeEnd(freeze, now) : undefined;
    return end
      ? [
          {
            rule: 'freeze',
            sentence: `Frozen until ${end.toISOString()}: ${freeze.reason}`,
            overridable: freeze.overridable,
          },
        ]
      : [];
  });
  const gated =
    decision.forward &&
    verdict?.result === 'worse' &&
    rules.verdictGate &&
    fits(rules.verdictGate, decision);
  return [
    ...frozen,
    ...(gated
      ? [
          {
            rule: 'verdict' as const,
            sentence: `The canary does worse than stable: ${verdict.sentence}`,
            overridable: true,
          },
        ]
      : []),
  ];
}

/** Whether a decision needs a reason. */
export function needsReason(
  { requireReason }: DecisionRules,
  decision: RuledDecision,
): boolean {
  return requireReason !== undefined && fits(requireReason, decision);
}

/** How long somebody else may approve a decision, in milliseconds; undefined when one person takes it. */
export function secondPersonWithin(
  { twoPeople }: DecisionRules,
  decision: RuledDecision,
): number | undefined {
  return BRAKES.includes(decision.verb)
    ? undefined
    : twoPeople.find(rule => fits(rule, decision))?.expiresAfterMs;
}
