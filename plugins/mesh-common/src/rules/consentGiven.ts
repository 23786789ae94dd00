import { MESH_ENTITY_ANNOTATION, MESH_OWNER_ANNOTATION } from '../annotations';
import type { Rule } from './Rule';

export const consentGiven: Rule = {
  code: 'MSH401',
  title: 'The cluster names who may decide',
  severity: 'warning',
  why: 'Anyone may write any annotation into the catalog, so the cluster must name the entity or its owner back; else nobody can decide in the portal.',
  docs: 'https://kubernetes.io/docs/concepts/overview/working-with-objects/annotations/',
  only: 'files',
  mend: `Annotate the Rollout with ${MESH_ENTITY_ANNOTATION}: component:<namespace>/<name>, or its Namespace with ${MESH_OWNER_ANNOTATION}: group:<namespace>/<name>.`,
  check: config =>
    config
      .ofKind('Rollout')
      .filter(({ object: { metadata } }) => {
        const namespace = config
          .ofKind('Namespace')
          .find(({ object }) => object.metadata.name === metadata.namespace);
        return (
          !metadata.annotations?.[MESH_ENTITY_ANNOTATION] &&
          !namespace?.object.metadata.annotations?.[MESH_OWNER_ANNOTATION]
        );
      })
      .map(about => ({
        about,
        message: 'Neither it nor its Namespace names an entity or an owner.',
      })),
};
