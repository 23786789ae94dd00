import { readDurationFromConfig, type Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import type { DecisionVerb } from '@meshway/plugin-mesh-common';
import { DateTime, IANAZone } from 'luxon';
import type { DecisionRules } from './DecisionRules';
import type { DecisionScope } from './DecisionScope';
import type { Freeze, WeeklyWindow } from './Freeze';

const MINUTE_MS = 60 * 1000;
const HOUR_MS = 60 * MINUTE_MS;
const MONTH_MS = 30 * 24 * HOUR_MS;

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];

const VERBS: Record<DecisionVerb, true> = {
  promote: true,
  'promote-full': true,
  abort: true,
  retry: true,
  pause: true,
  resume: true,
  restart: true,
  'roll-back': true,
  shift: true,
};

/**
 * Reads `mesh.decisions`. Throws an InputError that names the key when a value cannot be used.
 */
export function readDecisionRules(mesh: Config | undefined): DecisionRules {
  const config = mesh?.getOptionalConfig('decisions');
  const scopeOf = (key: string) => {
    const scope = config?.getOptionalConfig(key);
    return scope && readScope(scope, `mesh.decisions.${key}`);
  };
  const listOf = <T>(
    key: string,
    read: (config: Config, path: string) => T,
  ): T[] =>
    (config?.getOptionalConfigArray(key) ?? []).map((item, index) =>
      read(item, `mesh.decisions.${key}[${index}]`),
    );
  return {
    requireReason: scopeOf('requireReason'),
    twoPeople: listOf('twoPeople', readTwoPeople),
    freezes: listOf('freezes', readFreeze),
    verdictGate: scopeOf('verdictGate'),
  };
}

function readScope(config: Config, path: string): DecisionScope {
  const verbs = config.getOptionalStringArray('verbs');
  const unknown = verbs?.find(verb => !Object.hasOwn(VERBS, verb));
  if (unknown !== undefined) {
    throw new InputError(
      `${path}.verbs: ${unknown} is no decision; there are ${Object.keys(
        VERBS,
      ).join(', ')}`,
    );
  }
  const entities = config.getOptionalStringArray('entities');
  const partial = entities?.find(ref => !/^[^:/]+:[^:/]+\/[^:/]+$/.test(ref));
  if (partial !== undefined) {
    throw new InputError(
      `${path}.entities: ${partial} is no full entity reference, such as component:default/orders`,
    );
  }
  return {
    entities: entities?.map(ref => ref.toLocaleLowerCase('en-US')),
    namespaces: config.getOptionalStringArray('namespaces'),
    clusters: config.getOptionalStringArray('clusters'),
    verbs: verbs as DecisionVerb[] | undefined,
  };
}

function readTwoPeople(
  config: Config,
  path: string,
): DecisionRules['twoPeople'][number] {
  const expiresAfterMs = config.has('expiresAfter')
    ? durationToMilliseconds(
        readDurationFromConfig(config, { key: 'expiresAfter' }),
      )
    : HOUR_MS;
  if (expiresAfterMs < MINUTE_MS || expiresAfterMs > MONTH_MS) {
    throw new InputError(
      `${path}.expiresAfter must be between one minute and 30 days`,
    );
  }
  return { ...readScope(config, path), expiresAfterMs };
}

function readFreeze(config: Config, path: string): Freeze {
  const weekly = config.getOptionalConfig('weekly');
  const once = config.has('from') || config.has('to');
  if (Boolean(weekly) === once) {
    throw new InputError(`${path} needs either from and to, or weekly`);
  }
  return {
    ...readScope(config, path),
    reason: config.getString('reason'),
    overridable: config.getOptionalBoolean('overridable') ?? false,
    window: weekly
      ? readWeekly(weekly, `${path}.weekly`)
      : readOnce(config, path),
  };
}

function readOnce(config: Config, path: string): { from: Date; to: Date } {
  const [from, to] = (['from', 'to'] as const).map(key => {
    const time = DateTime.fromISO(config.getString(key), { zone: 'UTC' });
    if (!time.isValid) {
      throw new InputError(
        `${path}.${key} is no time, such as 2026-12-24T12:00:00Z`,
      );
    }
    return time.toJSDate();
  });
  if (to <= from) throw new InputError(`${path}.to must be after from`);
  return { from, to };
}

function readWeekly(config: Config, path: string): WeeklyWindow {
  const days = config.getStringArray('days').map(day => {
    const index = DAYS.indexOf(day);
    if (index < 0) {
      throw new InputError(
        `${path}.days: ${day} is no day; there are ${DAYS.join(', ')}`,
      );
    }
    return index + 1;
  });
  if (days.length === 0) throw new InputError(`${path}.days names no day`);
  const timeZone = config.getOptionalString('timeZone') ?? 'UTC';
  if (!IANAZone.isValidZone(timeZone)) {
    throw new InputError(
      `${path}.timeZone: ${timeZone} is no time zone, such as Europe/Berlin`,
    );
  }
  return {
    days,
    from: readClock(config, 'from', path),
    to: readClock(config, 'to', path),
    timeZone,
  };
}

/** Minutes since midnight. */
function readClock(config: Config, key: 'from' | 'to', path: string): number {
  const [, hours, minutes] =
    /^([01]\d|2[0-3]):([0-5]\d)$/.exec(config.getString(key)) ?? [];
  if (hours === undefined) {
    throw new InputError(`${path}.${key} is no time of day, such as 18:30`);
  }
  return Number(hours) * 60 + Number(minutes);
}
