/** Elements from data: text goes in as text nodes and attribute values only, hidden characters made visible. */
import { visible, visibleName } from '../report/escape';

export type Child = Node | string | null | false;
type Listener = (event: Event) => void;
export type Attributes = Readonly<Record<string, string | number | boolean | null | Listener>>;

/**
 * An element. A function under `onclick` and the like becomes a listener; `true` an empty attribute; `false` and null leave the
 * attribute out.
 */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, '');
    else if (value !== false && value !== null) element.setAttribute(name, visible(String(value)));
  }
  append(element, children);
  return element;
}

/** A name out of a model or a repository: never wrapped into its surroundings by its own writing direction, shortened when long. */
export function name(text: string, className = 'mono'): HTMLElement {
  return h('bdi', { class: className, title: text.length > 60 ? text : null }, visibleName(text));
}

export function append(element: Element, children: readonly Child[]): void {
  for (const child of children) {
    if (typeof child === 'string') element.append(visible(child));
    else if (child) element.append(child);
  }
}

const signatures = new WeakMap<Element, string>();

/** Fills the element anew, but only when what it shows (`signature`, plain JSON) has changed since the last call. */
export function fill(element: Element, signature: unknown, build: () => readonly Child[]): void {
  const text = JSON.stringify(signature);
  if (signatures.get(element) === text) return;
  signatures.set(element, text);
  element.replaceChildren();
  append(element, build());
}

/** Puts `child` at the `index`-th place of `parent` without touching it where it is there already: a moved element would lose focus. */
export function place(parent: Element, child: Element, index: number): void {
  const present = parent.children[index] ?? null;
  if (present !== child) parent.insertBefore(child, present);
}

/**
 * Runs `change`, then gives the focus back to the element with the same `data-key`; of an element without a key to the step around
 * it.
 */
export function keepFocus(change: () => void): void {
  const before = document.activeElement;
  const key = before instanceof HTMLElement ? (before.dataset.key ?? stepKey(before)) : undefined;
  change();
  if (key === undefined || before === document.activeElement) return;
  document.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}

function stepKey(element: HTMLElement): string | undefined {
  const id = element.closest<HTMLElement>('[data-id]')?.dataset.id;
  return id === undefined ? undefined : `tick ${id}`;
}

export function isTextField(element: unknown): element is HTMLInputElement | HTMLTextAreaElement {
  return (
    element instanceof HTMLTextAreaElement ||
    (element instanceof HTMLInputElement && /^(text|search)$/.test(element.type))
  );
}
