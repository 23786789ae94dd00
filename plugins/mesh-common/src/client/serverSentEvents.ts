/**
 * The events of a stream that have data; comments, such as heartbeats, have none. An event that the server did not finish
 * is none.
 */
export async function* serverSentEvents(
  body: ReadableStream<Uint8Array>,
): AsyncGenerator<{ data: string; id: string }> {
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let buffer = '';
  try {
    for (;;) {
      const { value, done } = await reader.read();
      if (done) return;
      buffer += decoder.decode(value, { stream: true });
      const events = buffer.split('\n\n');
      buffer = events.pop()!;
      for (const event of events) {
        const data = /^data: (.*)$/m.exec(event);
        const id = /^id: (.*)$/m.exec(event);
        if (data) yield { data: data[1], id: id?.[1] ?? '' };
      }
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}
