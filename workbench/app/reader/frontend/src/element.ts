/** Making elements: text always goes in as text, never as markup. */

type Attribute = string | number | boolean | null | ((event: never) => void);

/** An element with attributes, listeners (`onclick`) and children. */
export function h<K extends keyof HTMLElementTagNameMap>(
  name: K,
  attributes: Readonly<Record<string, Attribute>> = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === false) continue;
    if (typeof value === "function") element.addEventListener(key.slice(2), value as EventListener);
    else element.setAttribute(key, value === true ? "" : String(value));
  }
  element.append(...children);
  return element;
}

/** A code's mark: its colour and pattern, seen beside its name and never alone. */
export function chip(colour: string, pattern: string): HTMLElement {
  const mark = h("span", { class: `chip ${pattern}`, "aria-hidden": "true" });
  mark.style.setProperty("--code", colour);
  return mark;
}

/** The element of this page that has the focus, looked for within shadow roots. */
export function focused(root: Node): Element | null {
  const scope = root.getRootNode();
  return scope instanceof ShadowRoot || scope instanceof Document ? scope.activeElement : null;
}
