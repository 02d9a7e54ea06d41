import { describe, expect, it } from "vitest";
import { nextEdge, sentenceAfter, snap, trim } from "../src/boundaries";
import { bits } from "../src/invisible";
import { LONGEST_ROW, rowPieces, rowsOf } from "../src/rows";
import { Ruler, SourceText, type PassageRow } from "../src/text";

const turn = (gap: string, text: string): PassageRow => [gap, text, "turn", "P07", null];
const TEXTS = ["plain", "", "😀", "a😀b", "👩‍👩‍👧 family", "🇫🇷🇩🇪", "e\u0301te\u0301", "𝒜𝒷 x", "שלום 😀 עולם", "a\nb\n", "\u202eabc\u202c"];
const WHOLE = (rows: PassageRow[], tail: string) => rows.map(([gap, text]) => gap + text).join("") + tail;
const codePoints = (text: string) => [...text];

describe("positions", () => {
  it("are the same in code points and back for every text", () => {
    for (const text of TEXTS) {
      const ruler = new Ruler(text);
      expect(ruler.points).toBe(codePoints(text).length);
      for (let point = 0; point <= ruler.points; point++) {
        const unit = codePoints(text).slice(0, point).join("").length;
        expect(ruler.toUnit(point)).toBe(unit);
        expect(ruler.toPoint(unit)).toBe(point);
      }
    }
  });

  it("name the exact words of every segment, labels and newlines between passages included", () => {
    const rows = TEXTS.map((text, i) => turn(i % 2 ? `\n😀P${i}: ` : "\nINT: ", text));
    const tail = "\nend 🎈";
    const text = new SourceText(rows, tail);
    const points = codePoints(WHOLE(rows, tail));
    expect(text.length).toBe(points.length);
    for (let start = 0; start < points.length; start++) {
      for (let end = start + 1; end <= points.length; end += 7) {
        expect(text.words({ start, end })).toBe(points.slice(start, end).join(""));
      }
    }
  });

  it("find every code point of a passage in that passage", () => {
    const rows = TEXTS.map((text) => turn("\nX: ", text));
    const text = new SourceText(rows, "");
    text.passages.forEach((passage, i) => {
      for (let unit = 0; unit <= passage.text.length; unit++) {
        const point = text.pointOf(i, unit);
        if (passage.text.slice(unit, unit + 1).match(/[\udc00-\udfff]/)) continue;
        expect(text.unitIn(i, point)).toBe(unit);
      }
    });
  });

  it("leave the gap out of the pieces that are painted", () => {
    const text = new SourceText([turn("INT: ", "one two"), turn("\nP07: ", "three")], "");
    expect(text.pieces({ start: 9, end: text.length })).toEqual([
      { passage: 0, from: 4, to: 7 },
      { passage: 1, from: 0, to: 5 },
    ]);
  });
});

describe("a selection", () => {
  it("that starts inside an emoji begins at the emoji", () => {
    expect(snap("a😀b", 2, 4)).toEqual([1, 4]);
    expect(snap("a👩‍👩‍👧b", 4, 6)).toEqual([1, 9]);
    expect(snap("e\u0301a", 1, 3)).toEqual([0, 3]);
    expect(snap("🇫🇷🇩🇪", 4, 6)).toEqual([4, 8]);
  });

  it("ends at the end of a cut character", () => {
    expect(snap("a😀b", 0, 2)).toEqual([0, 3]);
  });

  it("drops the white space around it", () => {
    expect(trim("  two words \n", 0, 13)).toEqual([2, 11]);
    expect(trim("   ", 0, 3)).toEqual([3, 3]);
  });

  it("by sentence goes to the next one each time", () => {
    const text = "I walk in. She waits!  Who is she?";
    expect(sentenceAfter(text, 0)).toEqual([0, 10]);
    expect(sentenceAfter(text, 10)).toEqual([11, 21]);
    expect(sentenceAfter(text, 21)).toEqual([23, 34]);
    expect(sentenceAfter(text, 34)).toBeNull();
    expect(nextEdge(text, 23, "sentence", "start", -1)).toBe(11);
  });

  it("by sentence is not stopped by a wrapped line", () => {
    expect(sentenceAfter("I walk in\nwithout the word.\n\nShe waits.", 0)).toEqual([0, 27]);
  });

  it("by word grows and shrinks by whole words", () => {
    const text = "walk in, now";
    expect(nextEdge(text, 4, "word", "end", 1)).toBe(7);
    expect(nextEdge(text, 7, "word", "end", -1)).toBe(4);
    expect(nextEdge(text, 0, "word", "start", 1)).toBe(5);
    expect(nextEdge(text, 9, "word", "start", -1)).toBe(5);
    expect(nextEdge(text, 12, "word", "end", 1)).toBeNull();
  });

  it("by character never halves an emoji", () => {
    expect(nextEdge("a😀b", 1, "character", "end", 1)).toBe(3);
    expect(nextEdge("a😀b", 3, "character", "end", -1)).toBe(1);
    expect(nextEdge("ab", 2, "character", "end", 1)).toBeNull();
  });

  it("is quick to set in a text of two megabytes in one line", () => {
    const text = "She said that it was fine and then went on. ".repeat(50_000);
    const [from, to] = sentenceAfter(text, 1_000_007)!;
    expect(text.slice(from, to)).toBe("She said that it was fine and then went on.");
  });
});

describe("unseen characters", () => {
  it("are named where they stand and stay in the text", () => {
    const text = "pay \u202eevil\u202c now\u200b!";
    const found = bits(text);
    expect(found.map(({ from, to }) => text.slice(from, to)).join("")).toBe(text);
    expect(found.flatMap(({ name }) => name ?? [])).toEqual(["RLO", "PDF", "zero-width space"]);
  });

  it("are left alone where a script or an emoji needs them", () => {
    expect(bits("👩‍👩‍👧 می‌خواهم")).toEqual([{ from: 0, to: 17, name: null }]);
  });

  it("are named between letters that need no joiner", () => {
    expect(bits("pass\u200dword").map(({ name }) => name)).toEqual([null, "ZWJ", null]);
  });

  it("written as tags are named one by one, but not within a flag", () => {
    expect(bits("a\u{e0041}").at(-1)?.name).toBe("U+E0041");
    expect(bits("🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}")).toHaveLength(1);
  });
});

describe("rows", () => {
  it("together are the whole passage, none longer than the limit", () => {
    for (const long of ["word ".repeat(4000), "x".repeat(12_345), "😀".repeat(6000)]) {
      const text = new SourceText([turn("", long)], "");
      const rows = rowsOf(text);
      expect(rows.map(({ from, to }) => long.slice(from, to)).join("")).toBe(long);
      expect(Math.max(...rows.map(({ from, to }) => to - from))).toBeLessThanOrEqual(LONGEST_ROW);
      expect(rows.filter(({ opens }) => opens)).toHaveLength(1);
    }
  });

  it("share a segment that runs over their edge", () => {
    const text = new SourceText([turn("", "word ".repeat(4000))], "");
    const rows = rowsOf(text);
    const pieces = rowPieces(text, rows, { start: 4990, end: 5010 });
    expect(pieces).toEqual([
      { row: 0, from: 4990, to: 5000 },
      { row: 1, from: 5000, to: 5010 },
    ]);
  });

  it("show an empty passage too", () => {
    expect(rowsOf(new SourceText([turn("", "")], ""))).toHaveLength(1);
  });
});
