/** Choosing a code by typing: what was used last first, Enter takes it, Escape leaves. */

import { Box } from "./box";
import { chip, h } from "./element";
import { find, type Findable } from "./fuzzy";
import type { Pattern } from "./ops";

export interface Choice extends Findable {
  colour: string;
  pattern: Pattern;
}

export interface Question {
  label: string;
  hint: string;
  choices: readonly Choice[];
  recents: readonly string[];
  /** What stands above the codes, for instance the top of the tree. */
  first?: { label: string; take(): void };
  take(id: string): void;
  /** Make a code of what was typed; missing where none may be made. */
  make?(name: string): void;
}

interface Option {
  element: HTMLElement;
  take(): void;
}

const MOST = 60;
let palettes = 0;

/** Open the palette at a place of the window. */
export function openPalette(frame: HTMLElement, anchor: DOMRect, question: Question, closed: () => void): Box {
  const box = new Box(frame, "dialog", question.label, closed);
  const palette = new Palette(box, question);
  box.element.classList.add("palette");
  box.element.append(palette.input, palette.list, h("div", { class: "hint" }, question.hint));
  box.show(anchor);
  palette.input.focus({ preventScroll: true });
  return box;
}

class Palette {
  readonly input: HTMLInputElement;
  readonly list: HTMLElement;
  private readonly id = `palette-${++palettes}`;
  private options: Option[] = [];
  private active = 0;

  constructor(
    private readonly box: Box,
    private readonly question: Question,
  ) {
    this.list = h("div", { role: "listbox", id: this.id, "aria-label": "Codes" });
    this.input = h("input", {
      type: "text",
      role: "combobox",
      "aria-label": question.label,
      "aria-expanded": "true",
      "aria-controls": this.id,
      "aria-autocomplete": "list",
      autocomplete: "off",
      spellcheck: "false",
      placeholder: question.make ? "Find or make a code" : "Find a code",
      oninput: () => this.fill(0),
      onkeydown: (event: KeyboardEvent) => this.press(event),
    });
    this.fill(0);
  }

  private fill(active: number): void {
    const { question } = this;
    const typed = this.input.value.trim();
    const found = find(typed, question.choices, question.recents, MOST);
    this.options = found.map((choice) => this.option(line(choice), () => question.take(choice.id)));
    if (question.first && !typed) {
      const { label, take } = question.first;
      this.options.unshift(this.option([h("span", { class: "name" }, label)], take));
    }
    if (question.make && typed && !found.some(({ name }) => name.toLowerCase() === typed.toLowerCase())) {
      const text = h("span", { class: "name" }, `create “${typed}”`);
      this.options.push(this.option([h("span", { class: "plus", "aria-hidden": "true" }, "+"), text], () => question.make?.(typed)));
    }
    this.list.replaceChildren(...this.options.map(({ element }) => element));
    if (!this.options.length) this.list.append(h("div", { class: "empty" }, "No code fits."));
    this.activate(active);
  }

  private option(content: Node[], take: () => void): Option {
    const element = h("div", { role: "option", "aria-selected": "false" }, ...content);
    element.addEventListener("pointerdown", (event) => event.preventDefault());
    element.addEventListener("click", () => this.finish(take));
    return { element, take };
  }

  private activate(index: number): void {
    this.options[this.active]?.element.setAttribute("aria-selected", "false");
    this.active = Math.max(0, Math.min(index, this.options.length - 1));
    this.options.forEach(({ element }, i) => (element.id = `${this.id}-${i}`));
    const chosen = this.options[this.active]?.element;
    chosen?.setAttribute("aria-selected", "true");
    chosen?.scrollIntoView({ block: "nearest" });
    this.input.setAttribute("aria-activedescendant", chosen?.id ?? "");
  }

  private press(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 }[event.key];
    if (step) this.activate(this.active + step);
    else if (event.key === "Enter" && !event.isComposing) this.enter(event.shiftKey);
    else if (event.key !== "Tab") return;
    event.preventDefault();
  }

  private enter(shift: boolean): void {
    const { make } = this.question;
    const typed = this.input.value.trim();
    if (shift && make && typed) this.finish(() => make(typed));
    else if (this.options[this.active]) this.finish(this.options[this.active]!.take);
  }

  private finish(take: () => void): void {
    this.box.close();
    take();
  }
}

function line({ name, path, colour, pattern }: Choice): Node[] {
  const above = path.length > name.length ? path.slice(0, path.length - name.length) : "";
  return [
    chip(colour, pattern),
    h("span", { class: "name" }, h("span", { class: "above" }, above), name),
  ];
}
