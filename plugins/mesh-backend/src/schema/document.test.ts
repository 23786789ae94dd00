import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { catalogEntity, withModelSchemas } from './__testUtils__/apiDocument';

const read = (path: string) => readFileSync(join(__dirname, path), 'utf8');

describe('the document of the API', () => {
  const document = read('openapi.yaml');

  it('says of answers what their types say (npm run docs:api writes it)', () => {
    expect(parse(document)).toEqual(parse(withModelSchemas(document)));
  });

  it('is the one that the catalog shows (npm run docs:api writes it)', () => {
    const shown = parse(read('../../../../docs/mesh-api.yaml'));
    expect(shown).toEqual({
      ...parse(catalogEntity(document)),
      spec: { ...shown.spec, type: 'openapi' },
    });
    expect(parse(shown.spec.definition)).toEqual(parse(document));
  });
});
