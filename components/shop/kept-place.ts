/**
 * Where somebody is in a form of filters. Each view of a listing is a page of its own with a form of its own: what was
 * open, focused or half typed in the one before is handed on to it within the same change of the page.
 */
type Place = {
  listing: string;
  opened: string[];
  focused: string | null;
  typed: string | null;
  /** How far the open sheet was scrolled, in pixels; null when it was not open. */
  sheet: number | null;
};

let kept: Place | null = null;

/** What a field, a fold or a button of the form is known by in the next one. */
function keyOf(part: Element): string {
  if (part instanceof HTMLInputElement) return `${part.name}=${part.type === 'checkbox' ? part.value : ''}`;
  return `${part.localName} ${part.closest('details')?.querySelector('input')?.name ?? part.className}`;
}

const partsOf = (form: HTMLFormElement, which = 'input, summary, button') => [
  ...form.querySelectorAll<HTMLElement>(which),
];
const sheetOf = (form: HTMLFormElement) => form.closest<HTMLElement>('[popover]');

/** Before a form goes: keeps the place for the form of the same listing that comes instead, if one does at once. */
export function keepPlace(form: HTMLFormElement, listing: string): void {
  const focused = partsOf(form).find((part) => part === document.activeElement);
  const sheet = sheetOf(form);
  kept = {
    listing,
    opened: partsOf(form, 'details[open] > summary').map(keyOf),
    focused: focused ? keyOf(focused) : null,
    typed: focused instanceof HTMLInputElement && focused.type !== 'checkbox' ? focused.value : null,
    sheet: sheet?.matches(':popover-open') ? sheet.scrollTop : null,
  };
  queueMicrotask(() => {
    kept = null;
  });
}

/** In a form that has just come: the place kept from the one before it. */
export function takePlace(form: HTMLFormElement, listing: string): void {
  if (kept?.listing !== listing) return;
  const { opened, focused, typed, sheet } = kept;
  const parts = partsOf(form);
  for (const part of parts) {
    const fold = part.localName === 'summary' ? part.closest('details') : null;
    if (fold && opened.includes(keyOf(part))) fold.open = true;
  }
  const popover = sheetOf(form);
  if (popover && sheet !== null && !popover.matches(':popover-open')) {
    // What opens it is where the focus goes when it is closed.
    document.querySelector<HTMLElement>(`[popovertarget="${popover.id}"]`)?.focus({ preventScroll: true });
    popover.showPopover();
    popover.scrollTop = sheet;
  }
  const place = parts.find((part) => keyOf(part) === focused);
  const folded = place?.closest('details');
  if (folded && place?.localName !== 'summary') folded.open = true;
  place?.focus({ preventScroll: true });
  if (typed !== null && place instanceof HTMLInputElement) place.value = typed;
}
