import type { DecisionVerb, RolloutSeen } from '@meshway/plugin-mesh-common';
import type { ExternalChange } from './externalChanges';

/**
 * What the journal says of a decision, as far as it can be compared with a cluster.
 */
export interface JournalRow {
  id: string;
  rollout: string;
  verb: DecisionVerb;
  state: string;
  outcome: string;
  seen: RolloutSeen;
  /** How many requests carried it out. */
  requests: number;
}

/** A change that a row says it made. */
interface Claim {
  row: JournalRow;
  kind: DecisionVerb;
  /** The row only says that it may have. */
  uncertain?: boolean;
}

/** What a failed row says when the cluster is as it was. */
const NOTHING = /changed nothing|[Nn]othing was changed/;
/** What one says of the first of two requests. */
const FIRST_HALF = /^The Rollout was resumed \(spec\.paused\)/;

/**
 * Compares what the journal says with what happened, one to one.
 *
 * @returns a sentence for each decision that was lost, doubled or misreported
 */
export function compareWithJournal(
  rows: readonly JournalRow[],
  changes: readonly ExternalChange[],
): string[] {
  const claims = rows.flatMap(claimsOf);
  const mismatches = rows
    .filter(({ state }) => !['confirmed', 'failed'].includes(state))
    .map(row => `${words(row)} is still ${row.state}`);
  for (const change of changes) {
    if (change.kind === 'release') continue;
    const fits = (claim: Claim) =>
      claim.row.rollout === change.rollout &&
      claim.kind === change.kind &&
      sawIt(claim, change.seen);
    const certain = claims.findIndex(claim => fits(claim) && !claim.uncertain);
    const found = certain >= 0 ? certain : claims.findIndex(fits);
    if (found >= 0) claims.splice(found, 1);
    else {
      mismatches.push(
        `${change.kind} of ${change.rollout} at ${JSON.stringify(
          change.seen,
        )} happened, and no row says so`,
      );
    }
  }
  return [
    ...mismatches,
    ...claims
      .filter(({ uncertain }) => !uncertain)
      .map(
        ({ row, kind }) =>
          `${words(row)} is ${row.state}, and the ${kind} never happened`,
      ),
  ];
}

function claimsOf(row: JournalRow): Claim[] {
  const { state, outcome, verb, requests } = row;
  if (state === 'confirmed' || state === 'applied') {
    // A full promote of a Rollout that is paused by hand ends that pause first.
    return requests > 1
      ? [
          { row, kind: 'resume' },
          { row, kind: verb },
        ]
      : [{ row, kind: verb }];
  }
  if (FIRST_HALF.test(outcome)) return [{ row, kind: 'resume' }];
  return NOTHING.test(outcome) || requests === 0
    ? []
    : [{ row, kind: verb, uncertain: true }];
}

/** Whether the decision was about what stood there right before the change. */
function sawIt({ row, kind }: Claim, before: RolloutSeen | undefined): boolean {
  const { seen, verb } = row;
  if (!before || seen.podHash !== before.podHash) return false;
  // The brakes hold at whichever step, and the second half of a full promote follows the controller's own steps.
  const anywhere = ['abort', 'pause'].includes(verb) || kind === 'promote-full';
  return (
    anywhere ||
    (seen.stepIndex === before.stepIndex &&
      seen.pauseStartedAt === before.pauseStartedAt)
  );
}

function words({ id, verb, rollout }: JournalRow): string {
  return `decision ${id} (${verb} of ${rollout})`;
}
