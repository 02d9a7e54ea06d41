/**
 * The codebook beside the transcript: a searchable tree with counts and number keys. Enter shows a
 * code's words, the menu of a row holds everything else, and what cannot be told from the screen
 * (merging, deleting) is asked in one line first.
 */

import { treeLines, type Code, type TreeLine } from "./codebook";
import { chip, h } from "./element";
import type { Memory } from "./memory";
import type { Reading } from "./reading";

export interface OnPanel {
  /** Fill the words of a code, or of none. */
  show(code: string | null): void;
  make(name: string): void;
  rename(code: Code, name: string): void;
  remove(code: Code): void;
  menu(code: Code, anchor: DOMRect): void;
  leave(): void;
}

export class Panel {
  readonly element: HTMLElement;
  private readonly search: HTMLInputElement;
  private readonly tree = h("div", { role: "tree", "aria-label": "Codes", class: "tree" });
  private readonly line = h("div", { class: "asks", role: "alertdialog", "aria-label": "Are you sure", hidden: true });
  private active: string | null = null;
  private editing = false;
  private drawn: TreeLine[] = [];

  constructor(
    private readonly reading: Reading,
    private readonly memory: Memory,
    private readonly on: OnPanel,
  ) {
    this.search = h("input", {
      type: "search",
      "aria-label": "Find or make a code",
      placeholder: "Find or make a code",
      autocomplete: "off",
      spellcheck: "false",
      oninput: () => this.draw(),
      onkeydown: (event: KeyboardEvent) => this.pressSearch(event),
    });
    this.tree.addEventListener("keydown", (event) => this.pressTree(event));
    this.element = h("aside", { class: "panel", "aria-label": "Codebook" }, this.search, this.tree, this.line);
  }

  /** Draw the tree anew; the focus stays on its code. */
  draw(): void {
    if (this.editing) return;
    const had = this.tree.contains((this.tree.getRootNode() as ShadowRoot).activeElement);
    const { codes } = this.reading;
    const closed = new Set(this.memory.now.closed);
    this.drawn = treeLines(codes, closed, this.search.value);
    if (!this.drawn.some(({ code }) => code.id === this.active)) this.active = this.drawn[0]?.code.id ?? null;
    const counts = this.reading.counts();
    const rows = this.drawn.map((line) => this.row(line, counts.get(line.code.id) ?? 0));
    this.tree.replaceChildren(...rows, ...this.offers());
    if (had) this.focusRow();
  }

  focusSearch(): void {
    this.search.focus();
    this.search.select();
  }

  /** Where a code's row stands, for a box to open at. */
  anchor(code: string): DOMRect {
    return (this.rowOf(code) ?? this.search).getBoundingClientRect();
  }

  /** Ask in one line before doing what touches many codings. */
  ask(question: string, yes: string, run: () => void): void {
    const done = (then: () => void) => () => {
      this.line.hidden = true;
      this.focusRow();
      then();
    };
    const confirm = h("button", { type: "button", class: "primary", onclick: done(run) }, yes);
    const keep = h("button", { type: "button", onclick: done(() => {}) }, "Leave as it is");
    this.line.replaceChildren(h("p", {}, question), confirm, keep);
    this.line.onkeydown = (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      keep.click();
    };
    this.line.hidden = false;
    confirm.focus();
  }

  /** Let the person type a new name where the old one stands. */
  edit(code: Code): void {
    const name = this.rowOf(code.id)?.querySelector<HTMLElement>(".name");
    if (!name) return;
    const input = h("input", { type: "text", value: code.name, "aria-label": `New name of ${code.name}` });
    const finish = (take: boolean): void => {
      if (!this.editing) return;
      this.editing = false;
      const typed = input.value;
      this.draw();
      this.focusRow();
      if (take) this.on.rename(code, typed);
    };
    input.addEventListener("keydown", (event) => {
      event.stopPropagation();
      if (event.key === "Enter" && !event.isComposing) finish(true);
      if (event.key === "Escape") finish(false);
    });
    input.addEventListener("blur", () => finish(false));
    this.active = code.id;
    this.editing = true;
    name.replaceChildren(input);
    input.focus();
    input.select();
  }

  private row({ code, level, path, branches, open }: TreeLine, count: number): HTMLElement {
    const key = this.memory.now.quick.indexOf(code.id) + 1;
    const shown = this.reading.shown === code.id;
    const row = h(
      "div",
      {
        role: "treeitem",
        class: `code${shown ? " shown" : ""}`,
        "data-code": code.id,
        "aria-level": level,
        "aria-expanded": branches ? String(open) : null,
        "aria-selected": String(shown),
        "aria-label": `${code.name}${code.retired ? ", retired" : ""}, ${count} ${count === 1 ? "coding" : "codings"}${key ? `, key ${key}` : ""}`,
        title: path,
        tabindex: code.id === this.active ? 0 : -1,
        onclick: () => this.pick(code),
        onfocus: () => this.activate(code.id),
        oncontextmenu: (event: MouseEvent) => {
          event.preventDefault();
          this.on.menu(code, row.getBoundingClientRect());
        },
      },
      this.twist(code.id, branches, open),
      chip(code.colour, code.pattern),
      h("span", { class: "name" }, code.name),
      ...(code.retired ? [h("span", { class: "count", "aria-hidden": "true" }, "retired")] : []),
      ...(key ? [h("kbd", { "aria-hidden": "true" }, String(key))] : []),
      h("span", { class: "count", "aria-hidden": "true" }, count.toLocaleString()),
      this.more(code),
    );
    row.style.setProperty("--level", String(level - 1));
    return row;
  }

  private twist(code: string, branches: boolean, open: boolean): HTMLElement {
    const twist = h("span", { class: "twist", "aria-hidden": "true" }, branches ? (open ? "▾" : "▸") : "");
    if (branches) {
      twist.addEventListener("click", (event) => {
        event.stopPropagation();
        this.close(code, open);
      });
    }
    return twist;
  }

  private more(code: Code): HTMLElement {
    return h(
      "button",
      {
        type: "button",
        class: "dots",
        tabindex: -1,
        "aria-label": `What to do with ${code.name}`,
        onclick: (event: MouseEvent) => {
          event.stopPropagation();
          this.on.menu(code, (event.currentTarget as HTMLElement).getBoundingClientRect());
        },
      },
      "⋯",
    );
  }

  private offers(): HTMLElement[] {
    const typed = this.search.value.trim();
    if (!typed) return this.drawn.length ? [] : [h("p", { class: "empty" }, "No codes yet. Select words and press c.")];
    if (this.drawn.some(({ code }) => code.name.toLowerCase() === typed.toLowerCase())) return [];
    return [h("button", { type: "button", class: "offer", onclick: () => this.make(typed) }, `+ create “${typed}”`)];
  }

  private make(name: string): void {
    this.search.value = "";
    this.on.make(name);
  }

  private pick(code: Code): void {
    this.activate(code.id);
    this.focusRow();
    this.on.show(this.reading.shown === code.id ? null : code.id);
  }

  private activate(code: string): void {
    for (const row of this.tree.querySelectorAll<HTMLElement>(".code")) {
      row.tabIndex = row.dataset["code"] === code ? 0 : -1;
    }
    this.active = code;
  }

  private close(code: string, closed: boolean): void {
    const others = this.memory.now.closed.filter((other) => other !== code);
    this.memory.now.closed = closed ? [...others, code] : others;
    this.memory.save();
    this.draw();
  }

  private pressSearch(event: KeyboardEvent): void {
    const typed = this.search.value.trim();
    if (event.key === "Escape") {
      this.search.value = "";
      this.draw();
      this.on.leave();
    } else if (event.key === "ArrowDown") this.focusRow();
    else if (event.key === "Enter" && typed && !event.isComposing) {
      if (this.offers().length) this.make(typed);
      else this.focusRow();
    } else return;
    event.preventDefault();
  }

  private pressTree(event: KeyboardEvent): void {
    const at = this.drawn.findIndex(({ code }) => code.id === this.active);
    const line = this.drawn[at];
    if (!line || this.editing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!this.moveBy(event.key, at, line) && !this.actBy(event, line.code)) return;
    event.preventDefault();
    event.stopPropagation();
  }

  private moveBy(key: string, at: number, line: TreeLine): boolean {
    const { code, branches, open } = line;
    if (key === "ArrowRight" && branches && !open) this.close(code.id, false);
    else if (key === "ArrowLeft" && open) this.close(code.id, true);
    else if (key === "ArrowLeft" && code.parent) this.goTo(code.parent);
    else if (key === "ArrowDown" || key === "ArrowRight") this.goTo(this.drawn[at + 1]?.code.id);
    else if (key === "ArrowUp") at > 0 ? this.goTo(this.drawn[at - 1]!.code.id) : this.focusSearch();
    else if (key === "Home") this.goTo(this.drawn[0]?.code.id);
    else if (key === "End") this.goTo(this.drawn.at(-1)?.code.id);
    else return false;
    return true;
  }

  private actBy(event: KeyboardEvent, code: Code): boolean {
    const { key, shiftKey } = event;
    if (key === "Enter" || key === " ") this.pick(code);
    else if (key === "F2") this.edit(code);
    else if (key === "Delete") this.on.remove(code);
    else if (key === "ContextMenu" || (key === "F10" && shiftKey)) this.on.menu(code, this.anchor(code.id));
    else if (/^[1-9]$/.test(key)) this.giveKey(Number(key), code);
    else if (key === "Escape") this.on.leave();
    else return false;
    return true;
  }

  /** Give a code a number key. */
  giveKey(key: number, code: Code): void {
    this.memory.assign(key, code.id);
    this.draw();
  }

  private goTo(code: string | undefined): void {
    if (code === undefined) return;
    this.activate(code);
    this.focusRow();
  }

  private focusRow(): void {
    if (this.active) this.rowOf(this.active)?.focus();
  }

  private rowOf(code: string): HTMLElement | null {
    return this.tree.querySelector(`[data-code="${CSS.escape(code)}"]`);
  }
}
