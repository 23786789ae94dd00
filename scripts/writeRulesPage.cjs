// Writes docs/rules.md from the rules. The rules are TypeScript of a package that Node cannot read by itself.
require('@backstage/cli/config/nodeTransform.cjs');
const { writeFileSync } = require('node:fs');
const { join } = require('node:path');

const rules = join(__dirname, '../plugins/mesh-common/src/rules');
const { RULES } = require(join(rules, 'RULES'));
const { rulesPage } = require(join(rules, 'rulesPage'));
const { SAMPLES } = require(join(rules, '__fixtures__/istioSamples'));

writeFileSync(join(__dirname, '../docs/rules.md'), rulesPage(RULES, SAMPLES));
