const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);

/** The pretend bank's 3-D Secure page. */
export function challengePage(payment: { amount: number; currency: string; settled: boolean }): string {
  const amount = new Intl.NumberFormat('en-IE', {
    style: 'currency',
    currency: payment.currency.toUpperCase(),
  });
  const digits = amount.resolvedOptions().maximumFractionDigits ?? 2;
  const { settled } = payment;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Confirm your payment – Sandbox Bank</title>
<style>
body{margin:0;min-height:100vh;display:grid;place-items:center;background:#eef1f5;color:#1b2733;font:16px/1.5 system-ui,sans-serif}
main{background:#fff;padding:2rem;border-radius:12px;box-shadow:0 8px 30px #1b273322;max-width:24rem;margin:1rem}
h1{font-size:1.3rem;margin:0 0 .5rem}p{margin:.5rem 0}strong{font-size:1.6rem}
small{color:#55636f}button{font:inherit;font-weight:600;padding:.8rem 1.2rem;border-radius:8px;border:1px solid #1d4e89;width:100%;margin-top:.75rem;cursor:pointer}
button[value=approve]{background:#1d4e89;color:#fff}button[value=decline]{background:#fff;color:#1d4e89}
</style></head><body><main>
<h1>Sandbox Bank</h1>
${
  settled
    ? '<p>This payment needs no confirmation any more. You can close this page.</p>'
    : `<p>The shop asks for</p><p><strong>${escapeHtml(amount.format(payment.amount / 10 ** digits))}</strong></p>
<p><small>This stands in for your bank's 3-D Secure page. No real money moves.</small></p>
<form method="post"><button name="answer" value="approve">Approve payment</button><button name="answer" value="decline">Decline</button></form>`
}
</main></body></html>`;
}
