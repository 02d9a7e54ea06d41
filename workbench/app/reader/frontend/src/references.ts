/**
 * What a memo names in its text. The project keeps `[[code:ID]]`; while a person writes they read
 * `[[Boundaries]]`, and both are the same to the letter when the text goes back.
 */

export interface Thing {
  /** As the project writes it: `code:ID`, `segment:SOURCE:START-END@VERSION`. */
  link: string;
  label: string;
}

const REFERENCE = /\[\[([^[\]\n]+)\]\]/g;
const LONGEST = 60;

export class References {
  private readonly labels = new Map<string, string>();
  private readonly links = new Map<string, string>();

  /** Learn what a thing is called; two things of one name are told apart by a number. */
  learn(things: Iterable<Thing>): void {
    for (const { link, label } of things) {
      if (this.labels.has(link)) continue;
      const name = this.free(shortened(label));
      this.labels.set(link, name);
      this.links.set(name, link);
    }
  }

  label(link: string): string {
    return this.labels.get(link) ?? (link.startsWith("segment:") ? "a passage" : "something of the study");
  }

  /** A body as people read it. */
  shown(body: string): string {
    return body.replace(REFERENCE, (whole, link: string) => {
      const label = this.labels.get(link);
      return label === undefined ? whole : `[[${label}]]`;
    });
  }

  /** A body as the project keeps it. */
  written(text: string): string {
    return text.replace(REFERENCE, (whole, label: string) => {
      const link = this.links.get(label);
      return link === undefined ? whole : `[[${link}]]`;
    });
  }

  private free(name: string): string {
    let found = name;
    for (let n = 2; this.links.has(found); n++) found = `${name} (${n})`;
    return found;
  }
}

function shortened(label: string): string {
  const line = label.replace(/[[\]\s]+/g, " ").trim() || "without a name";
  const letters = [...line];
  return letters.length <= LONGEST ? line : `${letters.slice(0, LONGEST - 1).join("")}…`;
}

/** What is being looked for behind `[[`, from the text before the caret; null where nothing is. */
export function askedAfterBrackets(before: string): string | null {
  return /\[\[([^[\]\n]{0,60})$/.exec(before)?.[1] ?? null;
}
