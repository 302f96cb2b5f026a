import { join } from 'node:path';
import { env, runProcess } from '#lib/platform/index.ts';
import { startErp } from '#workers/sandbox/erp/erp-server.ts';
import { startGateway } from '#workers/sandbox/gateway/index.ts';
import { startMail } from '#workers/sandbox/mail/mail-server.ts';

/** The third parties, played by us: two payment gateways, ERP and mail server, each on its own port. */
const folder = join(env.DATA_DIR, 'sandbox');
let running: { close: () => Promise<void> }[] = [];

await runProcess('sandbox', {
  start: async () => {
    running = await Promise.all([
      startGateway({
        port: env.SANDBOX_GATEWAY_PORT,
        webhookUrl: new URL('/api/webhooks/stripe', env.SHOP_URL).href,
        webhookSecret: env.STRIPE_WEBHOOK_SECRET,
        ledgerFile: join(folder, 'gateway.jsonl'),
        publishableKey: env.STRIPE_PUBLISHABLE_KEY,
        secretKey: env.STRIPE_SECRET_KEY,
        adyen: {
          apiKey: env.ADYEN_API_KEY,
          clientKey: env.ADYEN_CLIENT_KEY,
          merchantAccount: env.ADYEN_MERCHANT_ACCOUNT,
          hmacKey: env.ADYEN_HMAC_KEY,
          webhookUrl: new URL('/api/webhooks/adyen', env.SHOP_URL).href,
        },
      }),
      startErp({ port: env.SANDBOX_ERP_PORT, file: join(folder, 'erp.jsonl') }),
      startMail({
        smtpPort: env.SANDBOX_SMTP_PORT,
        webPort: env.SANDBOX_MAIL_PORT,
        file: join(folder, 'mail.jsonl'),
      }),
    ]);
  },
  stop: async () => {
    await Promise.allSettled(running.map((server) => server.close()));
  },
});
