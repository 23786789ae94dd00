// Writes into the API's document the schemas of its answers, and the document into the catalog. Both are TypeScript of a
// package that Node cannot read by itself.
require('@backstage/cli/config/nodeTransform.cjs');
const { readFileSync, writeFileSync } = require('node:fs');
const { join } = require('node:path');

const schema = join(__dirname, '../plugins/mesh-backend/src/schema');
const { withModelSchemas, catalogEntity } = require(join(
  schema,
  '__testUtils__/apiDocument',
));

const path = join(schema, 'openapi.yaml');
const document = withModelSchemas(readFileSync(path, 'utf8'));
writeFileSync(path, document);
writeFileSync(
  join(__dirname, '../docs/mesh-api.yaml'),
  catalogEntity(document),
);
