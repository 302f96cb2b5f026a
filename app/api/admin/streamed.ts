/** A file made while it is sent: the next piece when the reader has taken the last. A failure breaks the download off. */
export function streamed(pieces: AsyncGenerator<string>, headers: Record<string, string>): Response {
  const body = new ReadableStream<string>({
    async pull(controller) {
      const { done, value } = await pieces.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await pieces.return(undefined);
    },
  });
  return new Response(body.pipeThrough(new TextEncoderStream()), {
    headers: { ...headers, 'cache-control': 'no-store' },
  });
}
