import { join } from 'node:path';
import { createGenerator, type Definition } from 'ts-json-schema-generator';
import { parse, stringify } from 'yaml';

const MODEL = join(__dirname, '../../../../mesh-common/src/model/index.ts');

/** Stands in the document before the schemas that nobody writes. */
const MARK = /^ {4}# From here on written by .*\n/m;

/**
 * The document with the schemas of its answers, which are the types of the model that it refers to. Requests are
 * written by hand: what bounds them cannot be said in a type.
 */
export function withModelSchemas(document: string): string {
  const mark = MARK.exec(document);
  if (!mark) throw new Error('The document has no place for the model.');
  const written = document.slice(0, mark.index + mark[0].length);
  const byHand = parse(written).components.schemas;
  const model = modelSchemas();
  const wanted = new Map<string, unknown>();
  const want = (part: unknown) => {
    for (const name of refsIn(part)) {
      if (name in byHand || wanted.has(name)) continue;
      if (!model.has(name)) throw new Error(`There is no type ${name}.`);
      wanted.set(name, model.get(name));
      want(model.get(name));
    }
  };
  want(parse(written));
  const schemas = Object.fromEntries(
    [...wanted].sort(([a], [b]) => (a < b ? -1 : 1)),
  );
  return written + indented(stringify(schemas, { lineWidth: 110 }), 4);
}

/**
 * The API as an entity of the catalog. Its definition stands inside, since a `file` location cannot pull it in from a
 * second file.
 */
export function catalogEntity(document: string): string {
  return `# Written by \`npm run docs:api\` from the document of the mesh backend.\n${stringify(
    {
      apiVersion: 'backstage.io/v1alpha1',
      kind: 'API',
      metadata: {
        name: 'mesh',
        title: 'Mesh API',
        description:
          'Views of mesh services, their changes, and decisions about their delivery',
      },
      spec: {
        type: 'openapi',
        lifecycle: 'experimental',
        owner: 'meshway',
        system: 'meshway',
        definition: document,
      },
    },
    { lineWidth: 0 },
  )}`;
}

function modelSchemas(): Map<string, unknown> {
  const { definitions = {} } = createGenerator({
    path: MODEL,
    type: '*',
    expose: 'export',
    jsDoc: 'extended',
    topRef: true,
    // The compiler checks the model elsewhere.
    skipTypeCheck: true,
  }).createSchema('*');
  return new Map(
    Object.entries(definitions).map(([name, schema]) => [
      named(name),
      converted(schema as Definition),
    ]),
  );
}

/** `Plan<Seen>` is no name of a schema. */
function named(name: string): string {
  return decodeURIComponent(name).replace(/<(\w+)>/g, 'Of$1');
}

function converted(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(converted);
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => {
      if (key === '$ref') {
        const name = String(value).replace('#/definitions/', '');
        return [key, `#/components/schemas/${named(name)}`];
      }
      if (key === 'description') return [key, inline(String(value))];
      return [key, converted(value)];
    }),
  );
}

function inline(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function refsIn(part: unknown): string[] {
  return [
    ...JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g),
  ].map(([, name]) => name);
}

function indented(text: string, by: number): string {
  return text.replace(/^(?=.)/gm, ' '.repeat(by));
}
