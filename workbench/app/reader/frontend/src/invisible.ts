/**
 * Characters that change a text without being seen: bidi controls, zero-width and control
 * characters, tag characters. They stay in the text as they are; the page sets a small name before
 * them by stylesheet, so that nobody codes words they cannot see. Joiners that a script or an
 * emoji needs are left alone.
 */

export interface Bit {
  from: number;
  to: number;
  /** What the unseen character is called; null for ordinary text. */
  name: string | null;
}

const NAMES: ReadonlyMap<number, string> = new Map([
  [0x00ad, "soft hyphen"],
  [0x061c, "ALM"],
  [0x180e, "MVS"],
  [0x200b, "zero-width space"],
  [0x200c, "ZWNJ"],
  [0x200d, "ZWJ"],
  [0x200e, "LRM"],
  [0x200f, "RLM"],
  [0x202a, "LRE"],
  [0x202b, "RLE"],
  [0x202c, "PDF"],
  [0x202d, "LRO"],
  [0x202e, "RLO"],
  [0x2060, "word joiner"],
  [0x2066, "LRI"],
  [0x2067, "RLI"],
  [0x2068, "FSI"],
  [0x2069, "PDI"],
  [0xfeff, "BOM"],
]);
const UNSEEN =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|\udb40[\udc01-\udc7f]/g;
const JOINER = /[\u200c\u200d]/;
const NEEDS_JOINER = /[^\u0000-\u024f\s]/;

/** Cut a text into ordinary stretches and unseen characters. */
export function bits(text: string): Bit[] {
  const found: Bit[] = [];
  let from = 0;
  for (const match of text.matchAll(UNSEEN)) {
    const at = match.index;
    if (serves(text, at, match[0])) continue;
    if (at > from) found.push({ from, to: at, name: null });
    from = at + match[0].length;
    found.push({ from: at, to: from, name: nameOf(match[0].codePointAt(0)!) });
  }
  if (from < text.length || !found.length) found.push({ from, to: text.length, name: null });
  return found;
}

/** A joiner between letters of a script that joins, or within an emoji; a tag within a flag. */
function serves(text: string, at: number, character: string): boolean {
  const before = text[at - 1] ?? " ";
  const after = text[at + character.length] ?? " ";
  if (JOINER.test(character)) return NEEDS_JOINER.test(before) && NEEDS_JOINER.test(after);
  return character.length === 2 && /\ud83c\udff4(\udb40[\udc20-\udc7f])*$/.test(text.slice(Math.max(0, at - 16), at));
}

function nameOf(point: number): string {
  return NAMES.get(point) ?? `U+${point.toString(16).toUpperCase().padStart(4, "0")}`;
}
