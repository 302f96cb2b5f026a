/** How long Redis may keep a page, and Varnish what it took from there, in seconds. */
export const redisSeconds = 7 * 86_400;
export const surrogateSeconds = 86_400;
/** For how long Varnish serves it after that while web is away: its grace, in shop.vcl. */
export const graceSeconds = 7 * 86_400;

/** No page is shown for longer after its render, whatever is down. Milliseconds, with an hour for the render. */
export const pageKeptMs = (redisSeconds + surrogateSeconds + graceSeconds + 3_600) * 1_000;
