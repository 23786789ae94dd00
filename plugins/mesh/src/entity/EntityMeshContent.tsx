import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  MissingAnnotationEmptyState,
  useEntity,
} from '@backstage/plugin-catalog-react';
import {
  isMeshAvailable,
  MESH_SERVICE_ANNOTATION,
} from '@meshway/plugin-mesh-common';
import { EntityMesh } from './EntityMesh';
import type { MeshPart } from './meshParts';

/**
 * Props of the Mesh tab.
 *
 * @public
 */
export interface EntityMeshContentProps {
  /** Which parts of a service are shown below its headline, in which order; all without it. */
  parts?: readonly MeshPart[];
}

/** What the Mesh tab of an entity shows, from the entity context alone. */
export function EntityMeshContent(props: EntityMeshContentProps) {
  const { entity } = useEntity();
  if (!isMeshAvailable(entity)) {
    return <MissingAnnotationEmptyState annotation={MESH_SERVICE_ANNOTATION} />;
  }
  return (
    <EntityMesh entityRef={stringifyEntityRef(entity)} parts={props.parts} />
  );
}
