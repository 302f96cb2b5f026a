export type ParsedMail = {
  headers: Map<string, string>;
  subject: string;
  messageId: string;
  html: string;
  text: string;
};

type Part = { headers: Map<string, string>; body: string };

const maxDepth = 8;

/** Splits one MIME part; header names are lower case, folded lines joined. Input is one char per byte. */
function splitPart(raw: string): Part {
  const end = /\r?\n\r?\n/.exec(raw);
  const head = end ? raw.slice(0, end.index) : raw;
  const body = end ? raw.slice(end.index + end[0].length) : '';
  const headers = new Map<string, string>();
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':');
    if (colon > 0) headers.set(line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim());
  }
  return { headers, body };
}

function decodeCharset(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset || 'utf-8').decode(bytes);
  } catch {
    return bytes.toString('utf8');
  }
}

function quotedPrintable(text: string): Buffer {
  const joined = text.replace(/=\r?\n/g, '');
  const plain = joined.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  return Buffer.from(plain, 'latin1');
}

function decodeBody({ headers, body }: Part): string {
  const encoding = (headers.get('content-transfer-encoding') ?? '7bit').toLowerCase();
  const charset = /charset="?([^";\s]+)/i.exec(headers.get('content-type') ?? '')?.[1] ?? 'utf-8';
  if (encoding === 'base64') return decodeCharset(Buffer.from(body, 'base64'), charset);
  if (encoding === 'quoted-printable') return decodeCharset(quotedPrintable(body), charset);
  return decodeCharset(Buffer.from(body, 'latin1'), charset);
}

/** Decodes the encoded words of a header (RFC 2047); raw UTF-8 is accepted too. */
export function decodeHeader(value: string): string {
  const utf8 = Buffer.from(value, 'latin1').toString('utf8');
  // Words are joined as bytes first: a character may be split across two of them.
  const joined = utf8.replace(/(=\?[^?]+\?[bq]\?[^?]*\?=)\s+(?==\?)/gi, '$1');
  return joined.replace(/(?:=\?([^?]+)\?([bq])\?([^?]*)\?=)+/gi, (run) => {
    const words = [...run.matchAll(/=\?([^?]+)\?([bq])\?([^?]*)\?=/gi)];
    const bytes = words.map(([, , kind = 'q', text = '']) =>
      kind.toLowerCase() === 'b' ? Buffer.from(text, 'base64') : quotedPrintable(text.replace(/_/g, ' ')),
    );
    return decodeCharset(Buffer.concat(bytes), words[0]?.[1] ?? 'utf-8');
  });
}

function collect(part: Part, into: { html: string; text: string }, depth: number): void {
  const type = part.headers.get('content-type') ?? 'text/plain';
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (/^multipart\//i.test(type) && boundary && depth < maxDepth) {
    const pieces = `\r\n${part.body}`.split(`\n--${boundary}`).slice(1);
    for (const piece of pieces) {
      if (!piece.startsWith('--')) collect(splitPart(piece.replace(/^\s*?\r?\n/, '')), into, depth + 1);
    }
    return;
  }
  if (/attachment/i.test(part.headers.get('content-disposition') ?? '')) return;
  if (/^text\/html/i.test(type)) into.html ||= decodeBody(part);
  else if (/^text\/plain/i.test(type)) into.text ||= decodeBody(part);
}

/** Reads a message as nodemailer and its like write it: enough to show and test our own mails. */
export function parseMail(raw: Buffer): ParsedMail {
  const part = splitPart(raw.toString('latin1'));
  const found = { html: '', text: '' };
  collect(part, found, 0);
  return {
    headers: part.headers,
    subject: decodeHeader(part.headers.get('subject') ?? ''),
    messageId: part.headers.get('message-id') ?? '',
    ...found,
  };
}
