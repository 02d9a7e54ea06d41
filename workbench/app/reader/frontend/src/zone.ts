/** Where a key was pressed: only the page and its own parts are the reader's. */

import type { Surface } from "./surface";

const FIELDS = "input, textarea, select, [contenteditable]";

export type Zone = "page" | "panel" | "box" | "field" | "elsewhere";

export function zoneOf(event: Event, { root, panel }: Surface): Zone {
  const path = event.composedPath();
  const [target] = path;
  const inside = path.includes(root);
  if (!inside && target !== document.body && target !== document.documentElement) return "elsewhere";
  if (target instanceof Element && target.matches(FIELDS)) return "field";
  if (path.some((step) => step instanceof Element && step.matches(".box, .asks, .drawer"))) return "box";
  return path.includes(panel.element) ? "panel" : "page";
}

/** Keys pressed in the reader do not reach the page around it, whose button opens find. */
export function findInStudy(): void {
  document.querySelector<HTMLElement>(".st-key-seek button")?.click();
}
