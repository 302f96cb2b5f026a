import type { Client as AdyenClient } from '@adyen/api-library';
import { fetchInSpan } from '#lib/platform/index.ts';
import { Client, Config, EnvironmentEnum } from './library.ts';

/** Why no connection came about: nothing was sent. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'ENETUNREACH', 'EAI_AGAIN']);
const tries = 3;
const inProgress = '704';

/** What a call came to when Adyen did not answer 2xx, over all its tries. */
export class AdyenCallError extends Error {
  /** The last answer's status; 0 when there was none. */
  readonly status: number;
  readonly code: string;
  /** Whether one of the tries may have had its effect. */
  readonly inDoubt: boolean;

  constructor(status: number, code: string, message: string, inDoubt: boolean) {
    super(message);
    this.name = 'AdyenCallError';
    this.status = status;
    this.code = code;
    this.inDoubt = inDoubt;
  }
}

export type AdyenClientOptions = {
  apiKey: string;
  /** Of the live environment; empty for Adyen's test environment. */
  livePrefix: string;
  /** Where the sandbox listens; empty for Adyen itself. */
  apiBase: string;
  timeoutMs: number;
};

type RequestOptions = { method?: string; idempotencyKey?: string };
type Answer = { status: number; transient: boolean; text: string };

function codeOf(error: unknown): string {
  const { name, cause } = error as { name?: string; cause?: { code?: string } };
  return cause?.code ?? name ?? 'network';
}

function apiError(text: string): { errorCode: string; message: string } {
  try {
    const body = JSON.parse(text) as { errorCode?: unknown; message?: unknown };
    return { errorCode: String(body.errorCode ?? ''), message: String(body.message ?? '') };
  } catch {
    return { errorCode: '', message: text.slice(0, 200) };
  }
}

/**
 * The official library over a transport of ours. Its own takes no plain-HTTP address, opens a connection per call and
 * never repeats; this one has a time limit per try and sends a call up to three times under the same key, as
 * https://docs.adyen.com/development-resources/api-idempotency allows.
 */
export function adyenClient({ apiKey, livePrefix, apiBase, timeoutMs }: AdyenClientOptions): AdyenClient {
  async function once(url: string, body: string, options: RequestOptions): Promise<Answer> {
    const response = await fetchInSpan(url, {
      method: options.method ?? 'POST',
      headers: {
        'content-type': 'application/json',
        'x-api-key': apiKey,
        ...(options.idempotencyKey ? { 'idempotency-key': options.idempotencyKey } : {}),
      },
      body,
      signal: AbortSignal.timeout(timeoutMs),
    });
    return {
      status: response.status,
      transient: response.headers.get('transient-error') === 'true',
      text: await response.text(),
    };
  }

  async function request(
    endpoint: string,
    body: string | Buffer,
    _config: unknown,
    _isApiKeyRequired: boolean,
    options: RequestOptions = {},
  ): Promise<string> {
    const path = new URL(endpoint).pathname;
    const url = apiBase ? `${apiBase}${path}` : endpoint;
    let inDoubt = false;
    let last = new AdyenCallError(0, 'network', 'Adyen was not reached', false);
    for (let time = 0; time < tries; time++) {
      try {
        const answer = await once(url, String(body), options);
        if (answer.status < 300) return answer.text;
        const { errorCode, message } = apiError(answer.text);
        const again = answer.status >= 500 || answer.transient || errorCode === inProgress;
        // A key in use belongs to a try that is still running.
        inDoubt ||= answer.status >= 500 || errorCode === inProgress;
        last = new AdyenCallError(answer.status, errorCode || String(answer.status), message, inDoubt);
        if (!again) throw last;
      } catch (error) {
        if (error === last) throw error;
        const code = codeOf(error);
        inDoubt ||= !neverSent.has(code);
        last = new AdyenCallError(0, code, String(error), inDoubt);
      }
    }
    throw last;
  }

  const config = new Config({
    apiKey,
    environment: livePrefix ? EnvironmentEnum.LIVE : EnvironmentEnum.TEST,
    ...(livePrefix ? { liveEndpointUrlPrefix: livePrefix } : {}),
  });
  return new Client(config, { request });
}
