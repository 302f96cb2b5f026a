/** A visitor's cookies by name. Paths and lifetimes are not looked at: a visit is short and all of it is the shop's. */
export class CookieJar {
  readonly #values = new Map<string, string>();

  /** Takes what an answer sets, as `set-cookie` says it; an empty value ends a cookie. */
  store(setCookies: readonly string[]): void {
    for (const line of setCookies) {
      const [, name = '', value = ''] = /^\s*([^=;]+)=([^;]*)/.exec(line) ?? [];
      if (name && value) this.#values.set(name, value);
      else this.#values.delete(name);
    }
  }

  /** The request's header; empty without cookies. */
  header(): { cookie?: string } {
    const cookie = [...this.#values].map(([name, value]) => `${name}=${value}`).join('; ');
    return cookie === '' ? {} : { cookie };
  }
}
