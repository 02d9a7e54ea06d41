import { describe, expect, it } from "vitest";
import { branch, pathOf, treeLines, type Code } from "../src/codebook";
import { find } from "../src/fuzzy";

const codes = new Map<string, Code>();
const add = (id: string, name: string, parent: string | null = null) =>
  codes.set(id, { id, name, parent, colour: "#0072B2", pattern: "plain" });
add("t", "Trust");
add("b", "boundaries");
add("h", "beyond hours", "b");
add("c", "court", "t");
add("c2", "court", "b");

const findable = [...codes.values()].map((code) => ({ ...code, path: pathOf(codes, code.id) }));

describe("the tree", () => {
  it("has parents before their children and siblings by name", () => {
    expect(treeLines(codes, new Set(), "").map(({ path, level }) => [path, level])).toEqual([
      ["boundaries", 1],
      ["boundaries / beyond hours", 2],
      ["boundaries / court", 2],
      ["Trust", 1],
      ["Trust / court", 2],
    ]);
  });

  it("hides what stands under a closed code", () => {
    expect(treeLines(codes, new Set(["b"]), "").map(({ path }) => path)).toEqual(["boundaries", "Trust", "Trust / court"]);
  });

  it("keeps the ancestors of what is searched, even when they are closed", () => {
    expect(treeLines(codes, new Set(["b", "t"]), "COURT").map(({ path }) => path)).toEqual([
      "boundaries", "boundaries / court", "Trust", "Trust / court",
    ]);
  });

  it("shows a code whose parent is gone at the top", () => {
    const lost = new Map(codes).set("x", { id: "x", name: "alone", parent: "gone", colour: "#0072B2", pattern: "plain" });
    expect(treeLines(lost, new Set(), "alone")).toHaveLength(1);
  });

  it("ends even if two codes stand under each other", () => {
    const ring = new Map(codes);
    ring.set("p", { id: "p", name: "p", parent: "q", colour: "#0072B2", pattern: "plain" });
    ring.set("q", { id: "q", name: "q", parent: "p", colour: "#0072B2", pattern: "plain" });
    expect(pathOf(ring, "p")).toBe("q / p");
  });

  it("knows what stands below a code", () => {
    expect(branch(codes, "b")).toEqual(new Set(["b", "h", "c2"]));
  });
});

describe("finding a code", () => {
  it("puts the start of the name before the start of a word before the middle", () => {
    expect(find("h", findable, []).map(({ id }) => id)[0]).toBe("h");
    expect(find("bo", findable, []).map(({ id }) => id)[0]).toBe("b");
  });

  it("puts what was used last first when nothing is typed", () => {
    expect(find("", findable, ["c2", "t"]).slice(0, 2).map(({ id }) => id)).toEqual(["c2", "t"]);
  });

  it("tells codes of one name apart by their path", () => {
    expect(find("trust / c", findable, []).map(({ id }) => id)).toEqual(["c"]);
  });

  it("accepts letters in order and nothing else", () => {
    expect(find("byhr", findable, []).map(({ id }) => id)).toEqual(["h"]);
    expect(find("xyz", findable, [])).toEqual([]);
  });
});
