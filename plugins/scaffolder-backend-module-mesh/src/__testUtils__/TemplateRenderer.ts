import { readFile, readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { parse } from 'yaml';
import { scaffolderModuleMesh } from '../module';
import type { Answers } from './cases';

/** What a template wrote: contents by path. */
export type RenderedFiles = Record<string, string>;

/** Lets the real scaffolder write what a template in a folder writes, up to where it would be published. */
export class TemplateRenderer {
  private constructor(
    private readonly address: string,
    private readonly template: {
      spec: { steps: { action: string }[] };
    },
    private readonly directoryContents: {
      path: string;
      base64Content: string;
    }[],
  ) {}

  static async open(folder: string): Promise<TemplateRenderer> {
    const { server } = await startTestBackend({
      features: [
        scaffolderPlugin,
        scaffolderModuleMesh,
        catalogServiceMock.factory(),
        mockServices.rootConfig.factory({
          data: {
            integrations: { gitea: [{ host: 'git.example.com' }] },
          },
        }),
      ],
    });
    const template = parse(
      await readFile(join(folder, 'template.yaml'), 'utf8'),
    );
    const steps = template.spec.steps as { action: string }[];
    template.spec.steps = steps.filter(
      ({ action }) => action.startsWith('fetch:') || action === 'mesh:lint',
    );
    template.spec.output = {};
    const skeleton = await filesBelow(join(folder, 'skeleton'));
    return new TemplateRenderer(
      `http://localhost:${server.port()}`,
      template,
      Object.entries(skeleton).map(([path, content]) => ({
        path: join('skeleton', path),
        base64Content: Buffer.from(content).toString('base64'),
      })),
    );
  }

  /** @throws Error with what the scaffolder said, when a step fails or the answers do not fit the wizard */
  async render(
    answers: Answers,
  ): Promise<{ files: RenderedFiles; log: string }> {
    const response = await fetch(`${this.address}/api/scaffolder/v2/dry-run`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        template: this.template,
        values: answers,
        secrets: {},
        directoryContents: this.directoryContents,
      }),
    });
    const body = await response.json();
    if (!response.ok) {
      throw new Error(
        body.error?.message ??
          body.errors.map((one: { stack: string }) => one.stack).join('\n'),
      );
    }
    const lines = body.log as { body: { message: string; status?: string } }[];
    const failed = lines.find(line => line.body.status === 'failed');
    if (failed) throw new Error(failed.body.message);
    return {
      files: Object.fromEntries(
        body.directoryContents.map(
          (file: { path: string; base64Content: string }) => [
            file.path,
            Buffer.from(file.base64Content, 'base64').toString(),
          ],
        ),
      ),
      log: lines.map(line => line.body.message).join('\n'),
    };
  }
}

/** The texts of all files below a folder, by their path in it. */
export async function filesBelow(folder: string): Promise<RenderedFiles> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const entries = files
    .filter(file => file.isFile())
    .map(async file => {
      const path = join(file.parentPath, file.name);
      return [relative(folder, path), await readFile(path, 'utf8')] as const;
    });
  return Object.fromEntries(await Promise.all(entries));
}
