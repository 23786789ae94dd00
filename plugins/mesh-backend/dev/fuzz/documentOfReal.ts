import type { ApiDocument } from '../../src/schema/readDocument';
import { REAL } from './FuzzedPortal';

/**
 * The document for a fuzzer: what it may send is the same, but it also knows names that exist. Without them nearly all of
 * its requests would end at an entity that nobody has.
 */
export function documentOfReal(document: ApiDocument): ApiDocument {
  const copy = structuredClone(document);
  const { schemas = {}, parameters = {} } = copy.components ?? {};
  for (const name of ['kind', 'namespace', 'name'] as const) {
    parameters[name] = {
      ...parameters[name],
      schema: also(REAL[name], schemas.EntityPart),
    };
  }
  schemas.ClusterName = also(REAL.cluster, schemas.ClusterName);
  schemas.ObjectName = also(REAL.object, schemas.ObjectName);
  return copy;
}

function also(names: string[], schema: object): object {
  return { anyOf: [{ type: 'string', enum: names }, schema] };
}
