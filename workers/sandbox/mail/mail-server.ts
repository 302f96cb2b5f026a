import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Server } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { z } from 'zod';
import { openMailbox } from './mailbox.ts';
import { listPage, messagePage } from './pages.ts';

const behaviourSchema = z.object({
  // lost_answer keeps the message and then fails: the sender cannot know whether it arrived.
  mode: z.enum(['ok', 'busy', 'reject', 'lost_answer']),
  times: z.number().int().min(0).max(1_000_000).default(1),
});
type Behaviour = z.infer<typeof behaviourSchema>;

const maxMessageBytes = 5_000_000;

export type MailServer = { smtpUrl: string; webUrl: string; close: () => Promise<void> };

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** A mail server that keeps what it gets, in `file`, and shows it in the browser. Port 0 picks a free one. */
export async function startMail(input: {
  smtpPort: number;
  webPort: number;
  file: string;
}): Promise<MailServer> {
  const mailbox = openMailbox(input.file);
  let behaviour: Behaviour = { mode: 'ok', times: 0 };

  function nextMode(): Behaviour['mode'] {
    if (behaviour.times <= 0) return 'ok';
    behaviour = { ...behaviour, times: behaviour.times - 1 };
    return behaviour.mode;
  }

  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    size: maxMessageBytes,
    maxClients: 50,
    socketTimeout: 30_000,
    logger: false,
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      let size = 0;
      stream.on('data', (chunk: Buffer) => {
        size += chunk.length;
        if (size <= maxMessageBytes) chunks.push(chunk);
      });
      stream.on('error', done);
      stream.on('end', () => {
        const mode = nextMode();
        if (size > maxMessageBytes) return done(smtpError(552, 'Message too large'));
        if (mode === 'busy') return done(smtpError(451, 'Sandbox is busy, try later'));
        if (mode === 'reject') return done(smtpError(550, 'Sandbox rejects this'));
        const { mailFrom, rcptTo } = session.envelope;
        mailbox.deliver(
          { from: mailFrom ? mailFrom.address : '', to: rcptTo.map((one) => one.address) },
          Buffer.concat(chunks),
        );
        if (mode === 'lost_answer') return done(smtpError(451, 'Sandbox lost the answer'));
        done();
      });
    },
  });
  smtp.on('error', () => undefined);

  const send = (response: ServerResponse, status: number, type: string, body: string, csp: string) =>
    response
      .writeHead(status, {
        'content-type': `${type}; charset=utf-8`,
        'content-security-policy': csp,
        'x-content-type-options': 'nosniff',
        'cache-control': 'no-store',
      })
      .end(body);
  const ownCsp = "default-src 'none'; style-src 'unsafe-inline'; frame-src 'self'; form-action 'self'";
  // A mail is somebody else's HTML: no scripts, no forms, nothing loaded from elsewhere.
  const mailCsp =
    "sandbox allow-popups allow-popups-to-escape-sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:";

  async function changeBehaviour(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) {
      body += String(chunk);
      if (body.length > 10_000) break;
    }
    const wanted = behaviourSchema.safeParse(JSON.parse(body));
    if (wanted.success) behaviour = wanted.data;
    send(response, wanted.success ? 200 : 400, 'application/json', JSON.stringify(behaviour), ownCsp);
  }

  async function route(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://mail');
    const to = url.searchParams.get('to') ?? undefined;
    if (request.method === 'POST' && url.pathname === '/_sandbox/behaviour') {
      return changeBehaviour(request, response);
    }
    if (url.pathname === '/') {
      send(response, 200, 'text/html', listPage(mailbox.list({ to }), to ?? ''), ownCsp);
      return;
    }
    if (url.pathname === '/messages') {
      const messageId = url.searchParams.get('messageId') ?? undefined;
      const messages = mailbox.list({ to, messageId }).slice(0, 500);
      send(response, 200, 'application/json', JSON.stringify({ messages }), ownCsp);
      return;
    }
    const [, id = '', view = ''] = /^\/m\/([0-9a-f-]{36})(?:\/(html|raw))?$/.exec(url.pathname) ?? [];
    const message = mailbox.find(id);
    if (!message) send(response, 404, 'text/plain', 'There is no such message', ownCsp);
    else if (view === 'html') send(response, 200, 'text/html', outwards(message.html), mailCsp);
    else if (view === 'raw') send(response, 200, 'text/plain', mailbox.raw(id) ?? '', ownCsp);
    else send(response, 200, 'text/html', messagePage(message), ownCsp);
  }

  const web = createServer((request, response) => {
    route(request, response).catch((error: unknown) => {
      if (!response.headersSent) send(response, 400, 'text/plain', String(error), ownCsp);
    });
  });

  const smtpNet = smtp.listen(input.smtpPort, '127.0.0.1') as unknown as Server;
  await Promise.all([
    new Promise<void>((resolve, reject) => {
      smtpNet.once('listening', resolve);
      smtpNet.once('error', reject);
    }),
    new Promise<void>((resolve, reject) => {
      web.once('error', reject);
      web.listen(input.webPort, '127.0.0.1', resolve);
    }),
  ]);
  return {
    smtpUrl: `smtp://127.0.0.1:${portOf(smtpNet)}`,
    webUrl: `http://127.0.0.1:${portOf(web)}`,
    close: async () => {
      web.closeAllConnections();
      await Promise.all([
        new Promise<void>((resolve) => smtp.close(() => resolve())),
        new Promise<void>((resolve) => web.close(() => resolve())),
      ]);
    },
  };
}

/** Links in a mail open beside it, not in the frame that shows it. */
function outwards(html: string): string {
  return html.replace(/<head>/i, '<head><base target="_blank">');
}

function smtpError(responseCode: number, message: string): Error {
  return Object.assign(new Error(message), { responseCode });
}
