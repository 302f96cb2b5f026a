import type { Page } from 'playwright-core';

const most = 20;
/** Without these a page is not the page: pictures, styles and scripts have no reason to be refused. */
const mustLoad = new Set(['document', 'script', 'stylesheet', 'image', 'font']);
/** A page that is left ends what it was still asking for. */
const left = /net::ERR_ABORTED/;
/** The browser's own words for an answer that `response` has judged already. */
const told = /^Failed to load resource/;

const pathOf = (url: string) => (URL.canParse(url) ? new URL(url).pathname : url).slice(0, 120);

/** Collects what a browser complains about while a page is used; at most 20 sentences. */
export function listenForComplaints(page: Page): string[] {
  const complaints: string[] = [];
  const complain = (sentence: string) => {
    if (complaints.length < most) complaints.push(sentence.slice(0, 300));
  };
  page.on('pageerror', (error) => complain(`JavaScript error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' && !told.test(message.text()))
      complain(`Console error: ${message.text()}`);
  });
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? 'failed';
    if (!left.test(why)) complain(`Request failed: ${request.method()} ${pathOf(request.url())}: ${why}`);
  });
  page.on('response', (response) => {
    const request = response.request();
    const bad = response.status() >= (mustLoad.has(request.resourceType()) ? 400 : 500);
    if (bad) complain(`Request failed: ${request.method()} ${pathOf(response.url())}: ${response.status()}`);
  });
  return complaints;
}
