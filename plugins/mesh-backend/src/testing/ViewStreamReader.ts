import type { EntityMeshView } from '@meshway/plugin-mesh-common';

/**
 * Reads the views that a stream of an entity sends, as a browser does.
 */
export class ViewStreamReader {
  private readonly abort = new AbortController();
  private readonly views: AsyncGenerator<EntityMeshView>;

  constructor(url: string, headers: Record<string, string>) {
    this.views = readViews(url, headers, this.abort.signal);
  }

  /** The next view of which this is true. Rejects when the stream ends before. */
  async until(
    isWanted: (view: EntityMeshView) => boolean,
  ): Promise<EntityMeshView> {
    let last: EntityMeshView | undefined;
    for (;;) {
      const { value, done } = await this.views.next();
      if (done) {
        throw new Error(
          `the stream ended without that view, after ${JSON.stringify(last)}`,
        );
      }
      if (isWanted(value)) return value;
      last = value;
    }
  }

  close(): void {
    this.abort.abort();
  }
}

async function* readViews(
  url: string,
  headers: Record<string, string>,
  signal: AbortSignal,
): AsyncGenerator<EntityMeshView> {
  const response = await fetch(url, { headers, signal });
  if (!response.ok || !response.body) {
    throw new Error(`the stream answers with ${response.status}`);
  }
  let rest = '';
  for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
    const events = (rest + text).split('\n\n');
    rest = events.pop() ?? '';
    for (const event of events) {
      const data = /^data: (.*)$/m.exec(event);
      if (data) yield JSON.parse(data[1]);
    }
  }
}
