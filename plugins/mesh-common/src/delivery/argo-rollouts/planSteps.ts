import type { Rollout } from '../../kubernetes';
import type { DeliveryStep, StepAction } from '../../model';
import { enumerate, seconds } from '../../service/words';
import { desiredWeight, stepsOf } from './steps';

/** More would not be read. */
const MAX_SENTENCES = 10;

/** What happens up to the next point of rest. */
export interface WhatFollows {
  sentences: string[];
  /** Canary weight in percent at the point of rest; undefined when it stays. */
  weight?: number;
  /** Whether nobody is asked before the canary is stable. */
  endsStable: boolean;
}

/** What the steps after one of them lead to. */
export function whatFollows(rollout: Rollout, index: number): WhatFollows {
  const steps = stepsOf(rollout);
  const rest = steps.slice(index + 1);
  const stop = rest.find(({ action }) => action.kind === 'pause');
  const passed = stop ? rest.slice(0, rest.indexOf(stop)) : rest;
  const weights = passed.flatMap(({ action }) =>
    action.kind === 'setWeight' ? [action.weight] : [],
  );
  const sentences = passed.map(
    (step, position) =>
      `${position === 0 ? 'Next' : 'Then'} ${clause(step, steps.length)}.`,
  );
  if (sentences.length > MAX_SENTENCES) {
    const more = sentences.splice(MAX_SENTENCES).length;
    sentences.push(
      `${more} more ${
        more === 1 ? 'step comes' : 'steps come'
      } before the next pause or the end.`,
    );
  }
  if (!stop) {
    const when = sentences.length === 0 ? 'Next' : 'After that';
    sentences.push(`${when} the canary gets all traffic and becomes stable.`);
    return { sentences, weight: 100, endsStable: true };
  }
  if (weights.length === 0) {
    sentences.push(
      `The canary keeps ${desiredWeight(rollout)} % of the traffic.`,
    );
  }
  const asksAgain = steps.slice(stop.index).some(waitsForPerson);
  sentences.push(stopAt(stop, steps.length, asksAgain));
  return { sentences, weight: weights.at(-1), endsStable: !asksAgain };
}

/** `step 2 of 7`. */
export function place(index: number, count: number): string {
  return `step ${index + 1} of ${count}`;
}

/** What a step is, in a word or two: `setWeight 20`, `analysis`. */
export function stepWords(action: StepAction): string {
  if (action.kind === 'setWeight') return `setWeight ${action.weight}`;
  return action.kind === 'unknown' ? action.name : action.kind;
}

/** Whether anyone will be asked again is the most important thing to know before a promote. */
function stopAt(stop: DeliveryStep, count: number, asksAgain: boolean): string {
  const where = place(stop.index, count);
  const duration = durationOf(stop);
  if (duration === undefined) {
    return `After that the Rollout waits again for a decision at ${where}.`;
  }
  const end = asksAgain ? '' : ' until the canary has all traffic';
  return `After that the Rollout pauses for ${seconds(
    duration,
  )} at ${where} and goes on by itself${end}.`;
}

function durationOf({ action }: DeliveryStep): number | undefined {
  return action.kind === 'pause' ? action.durationSeconds : undefined;
}

function waitsForPerson(step: DeliveryStep): boolean {
  return step.action.kind === 'pause' && durationOf(step) === undefined;
}

function clause({ index, action }: DeliveryStep, count: number): string {
  const where = place(index, count);
  switch (action.kind) {
    case 'setWeight':
      return `the canary gets ${action.weight} % of the traffic`;
    case 'setCanaryScale':
      return `the canary is scaled to ${action.scale} (${where})`;
    case 'analysis':
      return `the analysis${names(
        action.templates,
      )} judges the canary (${where})`;
    case 'experiment':
      return `an experiment${names(action.templates)} runs (${where})`;
    case 'setHeaderRoute':
      return action.match.length === 0
        ? `the header route ${action.route} is taken away (${where})`
        : `the header route ${action.route} leads to the canary (${where})`;
    case 'setMirrorRoute':
      return action.percentage === undefined
        ? `the mirror route ${action.route} is taken away (${where})`
        : `the canary gets a copy of ${action.percentage} % of the requests of the mirror route ${action.route} (${where})`;
    case 'plugin':
      return `the step plugin ${action.name} runs (${where})`;
    default:
      return `comes ${where}: ${stepWords(action)}`;
  }
}

function names(templates: string[]): string {
  const known = templates.filter(Boolean).slice(0, MAX_SENTENCES);
  return known.length === 0 ? '' : ` ${enumerate(known)}`;
}
