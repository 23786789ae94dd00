import { readdirSync, readFileSync } from 'fs';
import { resolve } from 'path';

const FOLDER = resolve(__dirname, 'argo-rollouts');

/** Names of all recorded states of a Rollout. */
export const RECORDED_STATES = readdirSync(FOLDER)
  .filter(file => file.endsWith('.json') && file !== 'analysisrun-adhoc.json')
  .map(file => file.slice(0, -'.json'.length))
  .sort();

/** The moment of a recording: the newest time that anything in it speaks of, deadlines to come left out. */
export function recordedAt(state: string): Date {
  const text = readFileSync(resolve(FOLDER, `${state}.json`), 'utf8');
  const times = [
    ...text.matchAll(
      /"(?:creationTimestamp|startTime|startedAt|finishedAt|lastUpdateTime|abortedAt)":"([^"]+)"/g,
    ),
  ].map(([, time]) => Date.parse(time));
  return new Date(Math.max(...times));
}

/** The Rollout of a recorded state as the API server holds it, as far as it was recorded. */
export function rawRollout(state: string): Record<string, any> {
  const text = readFileSync(resolve(FOLDER, `${state}.json`), 'utf8');
  return JSON.parse(text).items.find(
    ({ kind }: { kind: string }) => kind === 'Rollout',
  );
}
