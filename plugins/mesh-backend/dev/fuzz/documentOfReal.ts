import type { ApiDocument } from '../../src/schema/readDocument';
import { REAL } from './FuzzedPortal';

/**
 * The document for a fuzzer: what it may send is the same, but it also knows names that exist. Without them nearly all of
 * its requests would end at an entity that nobody has.
 */
export function documentOfReal(document: ApiDocument): ApiDocument {
  const { components = {} } = document;
  const { schemas = {}, parameters = {} } = components;
  const part = (name: 'kind' | 'namespace' | 'name') => ({
    ...parameters[name],
    schema: also(REAL[name], schemas.EntityPart),
  });
  return {
    ...document,
    components: {
      ...components,
      parameters: {
        ...parameters,
        kind: part('kind'),
        namespace: part('namespace'),
        name: part('name'),
      },
      schemas: {
        ...schemas,
        ClusterName: also(REAL.cluster, schemas.ClusterName),
        ObjectName: also(REAL.object, schemas.ObjectName),
      },
    },
  } as ApiDocument;
}

function also(names: string[], schema: object): object {
  return { anyOf: [{ type: 'string', enum: names }, schema] };
}
