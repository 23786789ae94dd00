import {
  parseEntityRef,
  RELATION_API_CONSUMED_BY,
  RELATION_API_PROVIDED_BY,
  RELATION_CONSUMES_API,
  RELATION_DEPENDENCY_OF,
  RELATION_DEPENDS_ON,
  RELATION_PROVIDES_API,
  stringifyEntityRef,
  type Entity,
} from '@backstage/catalog-model';
import type { Direction } from './peersOf';

/** The components that should call the entity, and those that it should call, as entity references. */
export type DeclaredPeers = Record<Direction, string[]>;

/** The APIs that stand between the entity and its peers. */
export function apisOf(entity: Entity): string[] {
  return [
    ...new Set([
      ...targetsOf(entity, RELATION_CONSUMES_API),
      ...targetsOf(entity, RELATION_PROVIDES_API),
    ]),
  ];
}

/**
 * What the catalog says about who calls whom. Only components count: a database or a bucket is declared too, but the
 * mesh knows it by host, so that it would always seem silent.
 *
 * @param apis - the APIs of `apisOf`, as far as they could be read
 */
export function declaredPeers(
  entity: Entity,
  apis: readonly Entity[],
): DeclaredPeers {
  const beyondApis = (relation: string, partner: string) => {
    const names = new Set(targetsOf(entity, relation));
    return apis
      .filter(api => names.has(stringifyEntityRef(api)))
      .flatMap(api => targetsOf(api, partner));
  };
  return {
    caller: componentsOf(entity, [
      ...targetsOf(entity, RELATION_DEPENDENCY_OF),
      ...beyondApis(RELATION_PROVIDES_API, RELATION_API_CONSUMED_BY),
    ]),
    callee: componentsOf(entity, [
      ...targetsOf(entity, RELATION_DEPENDS_ON),
      ...beyondApis(RELATION_CONSUMES_API, RELATION_API_PROVIDED_BY),
    ]),
  };
}

function targetsOf({ relations = [] }: Entity, type: string): string[] {
  return relations
    .filter(relation => relation.type === type)
    .map(({ targetRef }) => targetRef);
}

function componentsOf(entity: Entity, refs: string[]): string[] {
  const self = stringifyEntityRef(entity);
  return [...new Set(refs)].filter(
    ref => ref !== self && parseEntityRef(ref).kind === 'component',
  );
}
