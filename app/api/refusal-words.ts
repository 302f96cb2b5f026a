import { preferredLocale, type RefusalFacts, refusalWords } from '#lib/i18n/index.ts';

/** A refusal as `application/problem+json` in the language its reader prefers; any other response as it is. */
export async function inReadersLanguage(request: Request, response: Response): Promise<Response> {
  if (!response.headers.get('content-type')?.startsWith('application/problem+json')) return response;
  const locale = preferredLocale(request.headers.get('accept-language'));
  if (locale === 'en') return response;
  const body = (await response.clone().json()) as RefusalFacts;
  const code = typeof body.code === 'string' ? body.code : '';
  // Gateways have many codes for a card they do not take.
  const said =
    refusalWords(locale, code, body) ??
    (response.status === 402 ? refusalWords(locale, 'declined', body) : null);
  if (!said) return response;
  const headers = new Headers(response.headers);
  headers.set('content-language', locale);
  headers.delete('content-length');
  const { detail: _english, ...rest } = body;
  return new Response(JSON.stringify({ ...rest, ...said }), { status: response.status, headers });
}

/** Why a checkout failed, in the language its reader prefers. */
export function failureWords(request: Request, { code, message }: { code: string; message: string }): string {
  const locale = preferredLocale(request.headers.get('accept-language'));
  return (refusalWords(locale, code, {}) ?? refusalWords(locale, 'declined', {}))?.detail ?? message;
}
