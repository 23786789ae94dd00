/** etcd refuses objects beyond a few megabytes; a longer line is not an object of a cluster. */
const MAX_LINE_LENGTH = 16 * 1024 * 1024;

/**
 * The complete lines of a stream of text. A line that the stream breaks off is dropped.
 */
export async function* readLines(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    rest += decoder.decode(chunk, { stream: true });
    let end = rest.indexOf('\n');
    while (end >= 0) {
      const line = rest.slice(0, end);
      rest = rest.slice(end + 1);
      if (line.trim()) yield line;
      end = rest.indexOf('\n');
    }
    if (rest.length > MAX_LINE_LENGTH) {
      throw new Error('the cluster sends a line without an end');
    }
  }
}
