import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { EntityMeshView } from '@meshway/plugin-mesh-common';
import { viewVersion } from './viewVersion';

const compress = promisify(gzip);

/**
 * A view as it is sent: written out, and compressed, once for all who get it.
 */
export class RenderedView {
  readonly version: string;
  readonly json: string;
  private zipped: Promise<Buffer> | undefined;

  constructor(view: EntityMeshView) {
    this.version = viewVersion(view);
    this.json = JSON.stringify(view);
  }

  async gzip(): Promise<Buffer> {
    this.zipped ??= compress(this.json);
    return await this.zipped;
  }
}
