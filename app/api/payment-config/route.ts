import { publicGateways } from '#lib/payments/index.ts';
import { answer } from '../request.ts';

export const dynamic = 'force-dynamic';

/**
 * Where the browser exchanges a card for a token, the gateway to use first. A null `sandboxUrl` is the gateway itself,
 * through its own script.
 */
export async function GET(): Promise<Response> {
  return answer({ gateways: await publicGateways() });
}
