/** The card of a coding: its code, who made it, its words, and what can be done with it. */

import { Box } from "./box";
import type { Coding } from "./codings";
import { chip, h } from "./element";
import { FacetButtons, type Choice } from "./facets";
import type { Reading } from "./reading";

const LONGEST_WORDS = 280;

export interface OnCard {
  change(coding: Coding): void;
  adjust(coding: Coding): void;
  remove(coding: Coding): void;
  exemplify(coding: Coding): void;
  facet(coding: Coding, choice: Choice): void;
  like(coding: Coding): void;
  trace(coding: Coding): void;
}

/** A card that is open. */
export interface Card {
  box: Box;
  coding: string;
  /** Show what the coding carries now. */
  draw(): void;
}

export function openCard(
  frame: HTMLElement,
  anchor: DOMRect,
  reading: Reading,
  coding: Coding,
  on: OnCard,
  closed: () => void,
): Card {
  const box = new Box(frame, "dialog", `Coding ${reading.path(coding.code)}`, closed);
  const code = reading.codes.get(coding.code);
  const act = (label: string, run: (coding: Coding) => void): HTMLElement =>
    h("button", { type: "button", onclick: () => (box.close(), run(coding)) }, label);
  const now = (): Coding | undefined => reading.codings.get(coding.id);
  const themes = reading.themesOf(coding);
  const facets = new FacetButtons(reading.facets, (choice) => on.facet(now() ?? coding, choice));
  facets.draw(now());
  box.element.classList.add("card");
  box.element.append(
    h("div", { class: "path" }, chip(code?.colour ?? "#777777", code?.pattern ?? "plain"), reading.path(coding.code)),
    h("div", { class: "quiet" }, reading.coderName(coding.coder)),
    ...(themes.length ? [h("div", { class: "quiet" }, `Theme: ${themes.join(", ")}`)] : []),
    h("blockquote", { dir: "auto" }, shortened(reading.text.words(coding))),
    ...(reading.facets.length ? [facets.element] : []),
    h(
      "div",
      { class: "buttons" },
      act("Change code", on.change),
      act("Adjust edges", on.adjust),
      act("Remove", on.remove),
      act("Example", on.exemplify),
      act("More like this", on.like),
      act("What rests on it", on.trace),
      h("button", { type: "button", onclick: () => box.close() }, "Close"),
    ),
  );
  keepTab(box.element);
  box.show(anchor);
  box.element.querySelector<HTMLElement>(".buttons button")?.focus({ preventScroll: true });
  return { box, coding: coding.id, draw: () => facets.draw(now()) };
}

/** The codings that found no lane, as a list. */
export function openList(
  frame: HTMLElement,
  anchor: DOMRect,
  reading: Reading,
  codings: readonly Coding[],
  open: (coding: Coding) => void,
): Box {
  const box = new Box(frame, "dialog", `${codings.length} more codings`);
  const buttons = codings.map((coding) => {
    const code = reading.codes.get(coding.code);
    return h(
      "button",
      { type: "button", onclick: () => (box.close(), open(coding)) },
      chip(code?.colour ?? "#777777", code?.pattern ?? "plain"),
      h("span", { class: "name" }, reading.called(coding)),
    );
  });
  box.element.classList.add("list");
  box.element.append(...buttons);
  keepTab(box.element);
  box.show(anchor);
  buttons[0]?.focus({ preventScroll: true });
  return box;
}

/** Tab goes round within a box. */
function keepTab(element: HTMLElement): void {
  element.addEventListener("keydown", (event) => {
    if (event.key !== "Tab") return;
    const buttons = [...element.querySelectorAll<HTMLElement>("button")];
    const at = buttons.findIndex((button) => button.matches(":focus"));
    event.preventDefault();
    buttons[(at + (event.shiftKey ? buttons.length - 1 : 1)) % buttons.length]?.focus();
  });
}

function shortened(words: string): string {
  const letters = [...words];
  return letters.length <= LONGEST_WORDS ? words : `${letters.slice(0, LONGEST_WORDS).join("")}…`;
}
