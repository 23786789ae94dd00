import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';

/** Two years. */
const DEFAULT_RETENTION_MS = 2 * 365 * 24 * 60 * 60 * 1000;
/** Shorter, decisions would go before their canary is through. */
const MIN_RETENTION_MS = 24 * 60 * 60 * 1000;

/**
 * How the journal is kept.
 */
export interface JournalSettings {
  /** How long settled decisions are kept, in milliseconds. */
  retentionMs: number;
}

/** Reads `mesh.decisions.retention`. Throws an InputError that names the key. */
export function readJournalSettings(
  config: Config | undefined,
): JournalSettings {
  if (!config?.has('decisions.retention')) {
    return { retentionMs: DEFAULT_RETENTION_MS };
  }
  let retentionMs: number;
  try {
    retentionMs = durationToMilliseconds(
      readDurationFromConfig(config, { key: 'decisions.retention' }),
    );
  } catch {
    throw new InputError(
      'mesh.decisions.retention must be a duration, such as { days: 90 } or P90D',
    );
  }
  if (retentionMs < MIN_RETENTION_MS) {
    throw new InputError('mesh.decisions.retention must be at least one day');
  }
  return { retentionMs };
}
