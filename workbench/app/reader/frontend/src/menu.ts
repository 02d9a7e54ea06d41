/** Small menus and the grid of colours: arrows move, Enter takes, Escape leaves. */

import { Box } from "./box";
import { chip, h } from "./element";
import type { Pattern } from "./ops";

export interface Item {
  label: string;
  keys?: string;
  run(): void;
}

/** Okabe and Ito, then Paul Tol's muted set, as people call them. */
const COLOUR_NAMES: ReadonlyMap<string, string> = new Map([
  ["#0072B2", "blue"],
  ["#D55E00", "vermilion"],
  ["#009E73", "green"],
  ["#CC79A7", "pink"],
  ["#E69F00", "orange"],
  ["#56B4E9", "sky blue"],
  ["#AA4499", "purple"],
  ["#44AA99", "teal"],
  ["#999933", "olive"],
  ["#882255", "wine"],
  ["#117733", "forest green"],
  ["#332288", "indigo"],
]);

export function openMenu(frame: HTMLElement, anchor: DOMRect, label: string, items: readonly Item[]): Box {
  const box = new Box(frame, "menu", label);
  const buttons = items.map(({ label: name, keys, run }) => {
    const content = [h("span", { class: "name" }, name), ...(keys ? [h("kbd", {}, keys)] : [])];
    return h("button", { type: "button", role: "menuitem", onclick: () => take(box, run) }, ...content);
  });
  box.element.append(...buttons);
  walk(box.element, buttons, 1);
  box.show(anchor);
  buttons[0]?.focus({ preventScroll: true });
  return box;
}

/** Choose a colour and whether it is plain or hatched. */
export function openSwatches(
  frame: HTMLElement,
  anchor: DOMRect,
  colours: readonly string[],
  now: { colour: string; pattern: Pattern },
  choose: (colour: string, pattern: Pattern) => void,
): Box {
  const box = new Box(frame, "dialog", "Colour of the code");
  const patterns: Pattern[] = ["plain", "hatched"];
  const buttons = patterns.flatMap((pattern) =>
    colours.map((colour) =>
      h(
        "button",
        {
          type: "button",
          class: "swatch",
          "aria-label": `${COLOUR_NAMES.get(colour) ?? colour}, ${pattern}`,
          "aria-pressed": String(colour === now.colour && pattern === now.pattern),
          onclick: () => take(box, () => choose(colour, pattern)),
        },
        chip(colour, pattern),
      ),
    ),
  );
  box.element.append(h("div", { class: "swatches" }, ...buttons));
  walk(box.element, buttons, colours.length / 2);
  box.show(anchor);
  (buttons.find((button) => button.getAttribute("aria-pressed") === "true") ?? buttons[0])?.focus();
  return box;
}

function take(box: Box, run: () => void): void {
  box.close();
  run();
}

/** Arrow keys among buttons that stand in rows of this many. */
function walk(element: HTMLElement, buttons: readonly HTMLElement[], columns: number): void {
  element.addEventListener("keydown", (event) => {
    const across = columns > 1 ? 1 : 0;
    const steps: Record<string, number> = {
      ArrowDown: columns,
      ArrowUp: -columns,
      ArrowRight: across,
      ArrowLeft: -across,
    };
    const at = buttons.findIndex((button) => button.matches(":focus"));
    let next: number | null = steps[event.key] ? at + steps[event.key]! : null;
    if (event.key === "Home") next = 0;
    if (event.key === "End") next = buttons.length - 1;
    if (event.key === "Tab") next = (at + (event.shiftKey ? buttons.length - 1 : 1)) % buttons.length;
    if (next === null) return;
    event.preventDefault();
    event.stopPropagation();
    buttons[(next + buttons.length) % buttons.length]?.focus();
  });
}
