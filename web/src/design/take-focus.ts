/** Moves the focus to what has just been opened, unless somebody is writing meanwhile: their keys would go astray. */

const writable = 'textarea, select, input:not([type="checkbox"], [type="radio"], [type="button"])';

export function takeFocus(element: HTMLElement | null): void {
  if (!document.activeElement?.matches(writable)) element?.focus();
}
