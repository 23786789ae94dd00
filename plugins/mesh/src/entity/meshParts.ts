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
] as const;

/**
 * A part of the Mesh tab.
 *
 * @public
 */
export type MeshPart = (typeof MESH_PARTS)[number];
