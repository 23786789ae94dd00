import type { MeshSettings } from '../model';
import type { ServiceObjects } from '../service/ServiceObjects';
import type { Finding } from '../model';
import type { ConfigObject } from './objects/ConfigObject';
import { ConfigSet } from './objects/ConfigSet';
import type { Complaint, Rule } from './Rule';
import { RULES } from './RULES';

/**
 * Checks the files of one service against all rules that make sense for files.
 *
 * @param objects - everything that belongs to the service; what is not among it counts as missing
 * @returns findings in the order of the rules; none when all is well
 * @public
 */
export function checkConfig(objects: readonly ConfigObject[]): Finding[] {
  return findingsIn(ConfigSet.ofFiles(objects));
}

/**
 * Checks a running service against all rules that make sense for one: the same as for files, but nothing is missing
 * that the cluster may have elsewhere, and what the Rollouts controller writes while it runs is no fault.
 *
 * @param unknownKinds - of which nothing is known: a rule that asks for one of them finds nothing
 * @returns findings in the order of the rules; none when all is well
 * @public
 */
export function checkService(
  objects: ServiceObjects,
  mesh?: MeshSettings,
  unknownKinds: ReadonlySet<string> = new Set(),
): Finding[] {
  return findingsIn(ConfigSet.ofService(objects, mesh), unknownKinds);
}

// More than anyone reads of one rule, and longer than a sentence needs: names in a cluster may be of any length.
const MAX_FINDINGS = 50;
const MAX_MESSAGE = 600;

function findingsIn(
  config: ConfigSet,
  unknownKinds: ReadonlySet<string> = new Set(),
): Finding[] {
  return RULES.filter(({ only = config.from }) => only === config.from).flatMap(
    ({ code, severity, mend, docs, check }) =>
      complaintsOf(check, config, unknownKinds)
        .slice(0, MAX_FINDINGS)
        .map(({ about: { label, ref }, message }) => ({
          code,
          severity,
          object: label,
          ref,
          message: clipped(message),
          mend,
          docs,
        })),
  );
}

function complaintsOf(
  check: Rule['check'],
  config: ConfigSet,
  unknownKinds: ReadonlySet<string>,
): Complaint[] {
  config.asked.clear();
  const complaints = check(config);
  return [...config.asked].some(kind => unknownKinds.has(kind))
    ? []
    : complaints;
}

function clipped(message: string): string {
  return message.length > MAX_MESSAGE
    ? `${message.slice(0, MAX_MESSAGE)}….`
    : message;
}
