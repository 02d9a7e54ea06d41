/** Tending the codebook from the reader: the menu of a code, and what is asked before it acts. */

import { branch, pathOf, type Code } from "./codebook";
import { openMenu, openSwatches } from "./menu";
import { openPalette, type Choice } from "./palette";
import type { Reading } from "./reading";
import type { Surface } from "./surface";

export class Tending {
  constructor(private readonly surface: Surface) {}

  show(code: string | null): void {
    this.surface.show(code);
  }

  remove(code: Code): void {
    this.askDelete(code);
  }

  leave(): void {
    this.surface.page.scroll.focus({ preventScroll: true });
  }

  make(name: string): void {
    this.surface.acts.createCode(...named(this.surface.reading, name));
  }

  rename(code: Code, name: string): void {
    this.surface.acts.rename(code, name);
  }

  menu(code: Code, anchor: DOMRect): void {
    const { acts, panel, reading, root, memory } = this.surface;
    const items = [
      { label: reading.shown === code.id ? "Show no words" : "Show its words", keys: "Enter", run: () => this.show(reading.shown === code.id ? null : code.id) },
      { label: "Rename", keys: "F2", run: () => panel.edit(code) },
      { label: "Move under another code", run: () => this.askMove(code) },
      { label: "Change colour", run: () => this.askColour(code) },
      { label: "Merge into another code", run: () => this.askMerge(code) },
      { label: "Delete", keys: "Delete", run: () => this.askDelete(code) },
    ];
    if (reading.selection) items.unshift({ label: "Give to the selection", keys: "", run: () => acts.code(code.id) });
    const key = memory.now.quick.findIndex((other) => other === null || other === code.id) + 1;
    if (key && memory.now.quick[key - 1] === null) items.push({ label: `Give it the key ${key}`, keys: String(key), run: () => panel.giveKey(key, code) });
    openMenu(root, anchor, `What to do with ${code.name}`, items);
  }

  private askMove(code: Code): void {
    const { acts, panel, root, reading } = this.surface;
    openPalette(root, panel.anchor(code.id), {
      label: `Where ${code.name} should stand`,
      hint: "Enter moves it there · Esc leaves",
      choices: choices(reading, branch(reading.codes, code.id)),
      recents: [],
      first: { label: "At the top", take: () => acts.move(code, null) },
      take: (parent) => acts.move(code, parent),
    }, () => {});
  }

  private askColour(code: Code): void {
    const { acts, panel, root } = this.surface;
    openSwatches(root, panel.anchor(code.id), this.surface.colours, code, (colour, pattern) => acts.recolour(code, colour, pattern));
  }

  private askMerge(code: Code): void {
    const { acts, panel, root, reading } = this.surface;
    openPalette(root, panel.anchor(code.id), {
      label: `The code that ${code.name} becomes part of`,
      hint: "Enter chooses the code that stays · Esc leaves",
      choices: choices(reading, new Set([code.id])),
      recents: [],
      take: (keep) => {
        const question = `Merge ${code.name} into ${reading.path(keep)}: ${this.codingsOf(code)} will have the other code.`;
        panel.ask(question, "Merge", () => acts.merge(keep, [code.id]));
      },
    }, () => {});
  }

  private askDelete(code: Code): void {
    const { acts, panel } = this.surface;
    const touched = this.codingsOf(code);
    const question = `Delete ${code.name}: its ${touched} ${touched === "1 coding" ? "goes" : "go"} too.`;
    panel.ask(question, "Delete", () => acts.deleteCode(code.id));
  }

  private codingsOf(code: Code): string {
    const count = this.surface.reading.counts().get(code.id) ?? 0;
    return `${count.toLocaleString()} ${count === 1 ? "coding" : "codings"}`;
  }
}

/** The codes one can choose from. */
export function choices({ codes }: Reading, without: ReadonlySet<string>): Choice[] {
  return [...codes.values()]
    .filter(({ id, retired }) => !retired && !without.has(id))
    .map(({ id, name, colour, pattern }) => ({ id, name, path: pathOf(codes, id), colour, pattern }));
}

/** What was typed as a name and its place: `parent / name` puts it under a code that exists. */
export function named({ codes }: Reading, typed: string): [name: string, parent: string | null] {
  const at = typed.lastIndexOf(" / ");
  const above = typed.slice(0, Math.max(0, at)).toLowerCase();
  const parent = [...codes.keys()].find((id) => at > 0 && pathOf(codes, id).toLowerCase() === above);
  return parent ? [typed.slice(at + 3), parent] : [typed, null];
}
