/**
 * A real mesh on one machine, for the embedded default and for tests.
 *
 * @packageDocumentation
 */

export { Lab } from './lab.ts';
export type { LabAccess } from './lab.ts';
export type { ChaosAction } from './chaos.ts';
export type { LabFolders } from './folders.ts';
export type { CommandResult } from './kubectl.ts';
export type { ProcessIdentity } from './processIdentity.ts';
export type { LabState, LabStatus, PartState, PartStatus } from './status.ts';
