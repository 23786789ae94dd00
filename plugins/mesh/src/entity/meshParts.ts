/**
 * A part of the Mesh tab.
 *
 * @public
 */
export type MeshPart =
  | 'delivery'
  | 'revisions'
  | 'traffic'
  | 'posture'
  | 'exposure'
  | 'findings'
  | 'history'
  | 'elsewhere';

/** What the Mesh tab shows of a service below its headline, in this order unless it is told another. */
export const MESH_PARTS = [
  'delivery',
  'revisions',
  'traffic',
  'posture',
  'exposure',
  'findings',
  'history',
  'elsewhere',
] as const satisfies readonly MeshPart[];
