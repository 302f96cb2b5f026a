import type { Message } from './mailbox.ts';

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const safe = (text: string): string => text.replace(/[&<>"']/g, (one) => entities[one] ?? one);

const style = `
*{box-sizing:border-box}body{margin:0;font:15px/1.5 system-ui,sans-serif;color:#1c1917;background:#fafaf9}
header{display:flex;gap:16px;align-items:center;padding:14px 24px;background:#fff;border-bottom:1px solid #e7e5e4;flex-wrap:wrap}
header h1{font-size:17px;margin:0}header a{color:inherit;text-decoration:none}header p{margin:0;color:#78716c;font-size:14px}
form{margin-left:auto;display:flex;gap:8px}input,button{font:inherit;padding:6px 10px;border:1px solid #d6d3d1;border-radius:8px;background:#fff}
button{cursor:pointer}main{max-width:960px;margin:24px auto;padding:0 16px}
ol{list-style:none;margin:0;padding:0;background:#fff;border:1px solid #e7e5e4;border-radius:12px;overflow:hidden}
li+li{border-top:1px solid #e7e5e4}li a{display:grid;grid-template-columns:minmax(0,14rem) minmax(0,1fr) auto;gap:16px;padding:12px 18px;color:inherit;text-decoration:none}
li a:hover,li a:focus-visible{background:#f5f5f4}li span{overflow:hidden;text-overflow:ellipsis;white-space:nowrap}
time,.soft{color:#57534e;font-size:14px}.twice{color:#b45309}dl{display:grid;grid-template-columns:auto 1fr;gap:4px 16px;margin:0 0 16px;overflow-wrap:anywhere}
dt{color:#57534e}dd{margin:0}h2{font-size:22px;margin:0 0 12px;overflow-wrap:anywhere}iframe{width:100%;height:70vh;border:1px solid #e7e5e4;border-radius:12px;background:#fff}
pre{white-space:pre-wrap;overflow-wrap:anywhere;background:#fff;border:1px solid #e7e5e4;border-radius:12px;padding:18px}
.empty{text-align:center;padding:64px 16px;color:#57534e}summary{cursor:pointer;margin:16px 0}
@media(max-width:600px){li a{grid-template-columns:1fr auto}li a span:nth-child(2){grid-column:1/-1;order:3}form{margin-left:0;width:100%}input{flex:1;min-width:0}}`;

function page(title: string, header: string, body: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${safe(title)}</title><style>${style}</style></head><body><header>${header}</header><main>${body}</main></body></html>`;
}

const when = (iso: string): string =>
  `<time datetime="${safe(iso)}">${safe(iso.slice(0, 16).replace('T', ' '))} UTC</time>`;
const times = ({ deliveries }: Message): string =>
  deliveries > 1 ? ` <strong class="twice">delivered ${deliveries} times</strong>` : '';

/** The list of messages, newest first. */
export function listPage(messages: Message[], to: string): string {
  const rows = messages
    .slice(0, 200)
    .map(
      (message) =>
        `<li><a href="/m/${message.id}"><span>${safe(message.to.join(', '))}</span><span>${safe(message.subject || '(no subject)')}${times(message)}</span>${when(message.receivedAt)}</a></li>`,
    )
    .join('');
  const empty = to
    ? `No mail for ${safe(to)}.`
    : 'No mail yet. Place an order, and its confirmation lands here.';
  return page(
    'Sandbox mail',
    `<h1><a href="/">Sandbox mail</a></h1><p>Every message the shop sends ends here; nothing leaves this machine.</p><form><input type="search" name="to" aria-label="Recipient" placeholder="Recipient" value="${safe(to)}"><button>Filter</button></form>`,
    rows ? `<ol>${rows}</ol>` : `<p class="empty">${empty}</p>`,
  );
}

/** One message: its HTML in a frame without rights, and the text alternative. */
export function messagePage(message: Message): string {
  const html = message.html
    ? `<iframe title="The message" sandbox="allow-popups allow-popups-to-escape-sandbox" src="/m/${message.id}/html"></iframe>`
    : '';
  const text = `<pre>${safe(message.text)}</pre>`;
  return page(
    message.subject,
    `<h1><a href="/">← All mail</a></h1>`,
    `<h2>${safe(message.subject || '(no subject)')}</h2><dl><dt>To</dt><dd>${safe(message.to.join(', '))}</dd><dt>From</dt><dd>${safe(message.from)}</dd><dt>Received</dt><dd>${when(message.receivedAt)}${times(message)}</dd><dt>Message-ID</dt><dd class="soft">${safe(message.messageId)}</dd></dl>${html}${message.html ? `<details><summary>Text version</summary>${text}</details>` : text}<p><a class="soft" href="/m/${message.id}/raw">Source</a></p>`,
  );
}
