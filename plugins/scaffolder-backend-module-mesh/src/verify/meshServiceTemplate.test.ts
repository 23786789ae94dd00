import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { CASES } from '../__testUtils__/cases';
import {
  TemplateRenderer,
  filesBelow,
  type RenderedFiles,
} from '../__testUtils__/TemplateRenderer';

const TEMPLATE = resolve(__dirname, '../../../../templates/mesh-service');

jest.setTimeout(60_000);

describe('the template mesh-service', () => {
  let renderer: TemplateRenderer;

  beforeAll(async () => {
    renderer = await TemplateRenderer.open(TEMPLATE);
  });

  it.each(CASES.map(one => [one.name, one.answers] as const))(
    'writes what was reviewed, and breaks no rule: %s',
    async (name, answers) => {
      const { files, log } = await renderer.render(answers);
      expect(log).toMatch(/\d+ objects checked, 0 findings/);
      const golden = join(TEMPLATE, 'golden', name);
      if (process.env.UPDATE_GOLDENS) await rewrite(golden, files);
      expect(files).toEqual(await filesBelow(golden));
    },
  );

  it('leaves nothing unrendered', async () => {
    const golden = await filesBelow(join(TEMPLATE, 'golden'));
    const unrendered = Object.entries(golden).filter(([path, text]) =>
      // The sample's own code may say "undefined".
      (path.endsWith('.js')
        ? /\$\{\{|\{%/
        : /\$\{\{|\{%|undefined|\[object/
      ).test(text),
    );
    expect(unrendered.map(([path]) => path)).toEqual([]);
  });
});

async function rewrite(folder: string, files: RenderedFiles) {
  await rm(folder, { recursive: true, force: true });
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
}
