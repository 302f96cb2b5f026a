import { createServer } from 'node:http';

/** A server that does nothing but answer 40 kB, in a process of its own; tells its parent the port. */
const page = Buffer.alloc(40_000, 'x');
const server = createServer((_, answer) => answer.writeHead(200, { 'x-cache': 'HIT' }).end(page));
server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address && typeof address === 'object') process.send?.(address.port);
});
process.on('disconnect', () => process.exit(0));
