/** A form value as Stripe's API reads it: `card[number]=…` becomes `{ card: { number } }`, `a[]=…` or `a[0]=…` a list. */
export type FormValue = string | FormValue[] | { [key: string]: FormValue };
export type Form = { [key: string]: FormValue };

const deepest = 5;

/** Parses an `application/x-www-form-urlencoded` body or query. A key nested deeper than five levels is ignored. */
export function parseForm(text: string): Form {
  const form: Form = Object.create(null) as Form;
  for (const [key, value] of new URLSearchParams(text)) {
    const path = [...key.matchAll(/^[^[\]]+|\[([^[\]]*)\]/g)].map((match) => match[1] ?? match[0]);
    if (path.length === 0 || path.length > deepest || path.includes('__proto__')) continue;
    let place: Form = form;
    for (const part of path.slice(0, -1)) {
      const next = place[part];
      if (typeof next === 'object' && !Array.isArray(next)) place = next;
      else {
        const made = Object.create(null) as Form;
        place[part] = made;
        place = made;
      }
    }
    const last = path.at(-1) ?? '';
    place[last === '' ? String(Object.keys(place).length) : last] = value;
  }
  return form;
}

/** A text at a path, or undefined. */
export function textAt(form: Form, ...path: string[]): string | undefined {
  let place: FormValue | undefined = form;
  for (const part of path) {
    if (typeof place !== 'object' || Array.isArray(place)) return undefined;
    place = place[part];
  }
  return typeof place === 'string' ? place : undefined;
}

/** A group of texts, such as metadata. */
export function textsAt(form: Form, name: string): Record<string, string> {
  const group = form[name];
  if (typeof group !== 'object' || Array.isArray(group)) return {};
  return Object.fromEntries(
    Object.entries(group).filter((pair): pair is [string, string] => typeof pair[1] === 'string'),
  );
}
