import { readFileSync, writeFileSync } from 'fs';
import { resolve } from 'path';
import { recorded } from '../../__fixtures__/recorded';
import { RECORDED_STATES, recordedAt } from '../../__fixtures__/recordedStates';
import type { ServiceView } from '../../model';
import { buildServiceView } from '../../service';
import { exactPercent } from '../../service/words';

const TABLE = resolve(__dirname, 'recordedStates.md');

function viewOf(state: string): ServiceView {
  const now = recordedAt(state);
  const live = { state: 'live', heardAt: now.toISOString() } as const;
  return buildServiceView({
    cluster: 'lab',
    entityRef: 'component:default/checkout',
    objects: recorded(state).objects,
    freshness: { cluster: live, metrics: live },
    trustCatalog: false,
    now,
  });
}

function sectionOf(state: string): string {
  const { headline, delivery, revisions } = viewOf(state);
  if (delivery.engine !== 'argo-rollouts') throw new Error(state);
  const { phase, message, plans, holds, analyses, pause, rollBacks } = delivery;
  const told = recorded(state).rollout.status.canary?.weights?.canary?.weight;
  const shown = (weight: number | undefined) =>
    weight === undefined ? '–' : exactPercent(weight);
  const isCanary = delivery.strategy === 'canary';
  const weights = isCanary
    ? [
        shown(delivery.weights.desired),
        shown(delivery.weights.written),
        shown(told),
      ]
    : ['–', '–', '–'];
  const step = isCanary
    ? `${delivery.currentStepIndex}/${delivery.steps.length}`
    : '–';
  const decisions = Object.values(plans).flatMap(plan =>
    plan.allowed ? plan.verb : [],
  );
  const lines = [
    ...holds.map(
      ({ code, sentence, mend }) =>
        `* **${code}**: ${sentence}${mend ? ` → ${mend}` : ''}`,
    ),
    ...(isCanary ? delivery.weights.drift : delivery.drift).map(
      drift => `* drift: ${drift}`,
    ),
    ...(isCanary && delivery.weights.routes.length > 1
      ? delivery.weights.routes
      : []
    ).map(({ where, percent }) => `* ${where}: ${exactPercent(percent)}`),
    ...(isCanary ? delivery.managedRoutes : []).map(
      ({ name, expected, presentIn, missingIn }) =>
        `* route ${name}: ${expected ? 'expected' : 'not expected'}; there in ${
          presentIn.join(', ') || 'none'
        }${missingIn.length > 0 ? `; missing in ${missingIn.join(', ')}` : ''}`,
    ),
    ...analyses.map(
      a =>
        `* ${a.type} analysis ${a.name}: ${a.phase}, ${a.metrics
          .map(m => `${m.name} ${Object.values(m.counts).join('/')}`)
          .join(', ')}`,
    ),
    ...(isCanary ? delivery.experiments : []).map(
      e =>
        `* experiment ${e.name}: ${e.phase}, ${e.templates
          .map(
            t =>
              `${t.name} ${t.availablePods}/${t.desiredPods} ${
                t.status
              } ${shown(t.weight)}`,
          )
          .join(', ')}${e.analyses
          .map(a => `, ${a.name} ${a.phase}`)
          .join('')}`,
    ),
    ...revisions.map(
      r =>
        `* ${r.role}${r.pingPong ? ` ${r.pingPong}` : ''} \`${r.version}\` #${
          r.number
        }: ${r.readyPods}/${r.desiredPods}${
          r.scaleDownAt ? `, until ${r.scaleDownAt}` : ''
        }`,
    ),
    ...(isCanary
      ? delivery.steps.flatMap(s =>
          s.state === 'failed' ? `* step ${s.index + 1} failed` : [],
        )
      : []),
  ];
  const cells = [
    message ? `${phase}: ${message.replace(/\s+/g, ' ')}` : phase,
    step,
    ...weights,
    pause?.endsAt ?? (delivery.waitsForDecision ? 'a decision' : '–'),
    decisions.join(', ') || '–',
    rollBacks.map(({ number }) => `#${number}`).join(', ') || '–',
  ];
  return [
    `## ${state}`,
    '',
    headline,
    '',
    '| Phase | Step | Desired | Written | Status | Waits for | Decisions | Roll back |',
    '|---|---|---|---|---|---|---|---|',
    `| ${cells.map(cell => cell.replace(/\|/g, '\\|')).join(' | ')} |`,
    '',
    ...lines,
    '',
  ].join('\n');
}

/**
 * What the model says of each recorded state. After a change that is meant, `UPDATE_STATES=1` writes the page anew; each
 * line that changes is to be read against the objects.
 */
describe('recorded states of a real controller', () => {
  if (process.env.UPDATE_STATES) {
    writeFileSync(
      TABLE,
      `# What the model says of the recorded states\n\n${RECORDED_STATES.map(
        sectionOf,
      ).join('\n')}`,
    );
  }
  const table = readFileSync(TABLE, 'utf8');

  it.each(RECORDED_STATES)('tells %s', state => {
    const [, shown] = table.split(`## ${state}\n`);
    expect(sectionOf(state)).toBe(
      `## ${state}\n${shown.split('\n## ')[0].replace(/\n+$/, '\n')}`,
    );
  });
});
