/** Things offered below a field while one is looked for: arrows choose, Enter takes, Escape leaves. */

import { h } from "./element";
import { find, type Findable } from "./fuzzy";

const MOST = 12;
let lists = 0;

export class Offers {
  readonly list = h("div", { role: "listbox", id: `offers-${++lists}`, "aria-label": "Things to link to", class: "offers", hidden: true });
  private found: Findable[] = [];
  private active = 0;

  /**
   * @param asked what is looked for now; null while nothing is.
   * @param take the thing that was chosen, by its id.
   */
  constructor(
    private readonly field: HTMLInputElement | HTMLTextAreaElement,
    private readonly asked: () => string | null,
    private readonly things: () => readonly Findable[],
    private readonly take: (id: string) => void,
  ) {
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.list.id);
    field.addEventListener("input", () => this.fill());
    field.addEventListener("click", () => this.fill());
    field.addEventListener("blur", () => this.close());
    field.addEventListener("keydown", (event) => this.press(event as KeyboardEvent));
  }

  fill(): void {
    const asked = this.asked();
    if (asked === null) return this.close();
    this.found = find(asked, this.things(), [], MOST);
    this.list.replaceChildren(...this.found.map((thing, place) => this.option(thing, place)));
    if (!this.found.length) this.list.append(h("div", { class: "empty" }, "Nothing of that name."));
    this.list.hidden = false;
    this.activate(0);
  }

  close(): void {
    this.list.hidden = true;
    this.field.removeAttribute("aria-activedescendant");
  }

  private option({ id, path }: Findable, place: number): HTMLElement {
    const option = h("div", { role: "option", id: `${this.list.id}-${place}`, "aria-selected": "false", dir: "auto" }, path);
    option.addEventListener("pointerdown", (event) => event.preventDefault());
    option.addEventListener("click", () => this.choose(id));
    return option;
  }

  private press(event: KeyboardEvent): void {
    if (this.list.hidden || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const chosen = this.found[this.active];
    if (step) this.activate(this.active + step);
    else if ((event.key === "Enter" || event.key === "Tab") && chosen && !event.ctrlKey && !event.metaKey) this.choose(chosen.id);
    else if (event.key === "Escape") this.close();
    else return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }

  private activate(index: number): void {
    this.active = Math.max(0, Math.min(index, this.found.length - 1));
    [...this.list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === this.active)));
    const option = this.list.children[this.active];
    option?.scrollIntoView({ block: "nearest" });
    if (option?.id) this.field.setAttribute("aria-activedescendant", option.id);
  }

  private choose(id: string): void {
    this.close();
    this.take(id);
  }
}
