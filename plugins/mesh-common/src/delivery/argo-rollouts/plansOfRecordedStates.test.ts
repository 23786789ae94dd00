import { readFileSync, writeFileSync } from 'fs';
import { resolve } from 'path';
import {
  RECORDED_STATES,
  recordedAt,
  recordedForPlans,
} from '../../__fixtures__/recordedStates';
import type { PlanPreview, RolloutSeen } from '../../model';
import { clockTime } from '../../service/words';
import { rolloutPlans } from './planDecision';
import { rollBackTargets } from './rollBackTargets';

const TABLE = resolve(__dirname, 'plansOfRecordedStates.md');

function linesOf(plan: PlanPreview<RolloutSeen>): string[] {
  if (!plan.allowed) return [`* Refused: ${plan.reason}`];
  const { nextWeight, skips, undo, changesSpec } = plan;
  return [
    ...plan.consequences.map(text => `* ${text}`),
    ...plan.warnings.map(text => `* Warning: ${text}`),
    `* ${undo.possible ? 'Undo' : 'No undo'}: ${undo.how}`,
    `* Weight: ${nextWeight ?? 'as it is'}; skips ${skips.pauses} and ${
      skips.analyses
    }; ${changesSpec ? 'changes the spec' : 'status only'}`,
  ];
}

/** Text of each plan in a recorded state by its verb. Clock time and hashes differ from state to state. */
function plansOf(state: string): { verb: string; text: string }[] {
  const { rollout, objects } = recordedForPlans(state);
  const now = recordedAt(state);
  const plans = Object.values(rolloutPlans(rollout, objects, now));
  const targets = rollBackTargets(rollout, objects, now);
  return [
    ...plans.map(plan => ({ verb: plan.verb, lines: linesOf(plan) })),
    ...targets.map(({ hash, plan }) => ({
      verb: 'roll-back',
      lines: linesOf(plan).map(line => line.replaceAll(hash, 'HASH')),
    })),
  ].map(({ verb, lines }) => ({
    verb,
    text: lines.join('\n').replaceAll(clockTime(now.toISOString()), 'now'),
  }));
}

/** Each distinct plan once, with the states it is for. */
function tableOf(): string {
  const states = new Map<string, Set<string>>();
  for (const state of RECORDED_STATES) {
    for (const { verb, text } of plansOf(state)) {
      const key = `## ${verb}\n\nSTATES\n\n${text}\n`;
      states.set(key, (states.get(key) ?? new Set()).add(state));
    }
  }
  return [
    '# What each decision would do in the recorded states\n',
    ...[...states]
      .map(([key, of]) => key.replace('STATES', `_${[...of].join(', ')}_`))
      .sort((a, b) => a.localeCompare(b, 'en')),
  ].join('\n');
}

/** After a change that is meant, `UPDATE_STATES=1` writes the page anew; each plan that changes is to be read. */
it('plans in every recorded state what the page says', () => {
  const table = tableOf();
  if (process.env.UPDATE_STATES) writeFileSync(TABLE, table);
  const plans = (page: string) => page.split(/\n(?=## )/);
  const now = plans(table);
  const said = plans(readFileSync(TABLE, 'utf8'));
  // The first that differs is enough to read, and quick to print.
  const first = now.findIndex((plan, index) => plan !== said[index]);
  expect(now[first]).toBe(said[first]);
  expect(now).toHaveLength(said.length);
});
