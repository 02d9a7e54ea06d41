import { describe, expect, it } from "vitest";

import { askedAfterBrackets, References } from "../src/references";

function known(...things: [link: string, label: string][]): References {
  const references = new References();
  references.learn(things.map(([link, label]) => ({ link, label })));
  return references;
}

describe("what a memo names", () => {
  it("is read by its label and kept by its id", () => {
    const references = known(["code:1", "Boundaries"], ["segment:2:5-9", "“beyond hours”"]);
    const body = "See [[code:1]] and [[segment:2:5-9]].";
    expect(references.shown(body)).toBe("See [[Boundaries]] and [[“beyond hours”]].");
    expect(references.written(references.shown(body))).toBe(body);
  });

  it("is told apart where two things have one name", () => {
    const references = known(["code:1", "trust"], ["memo:2", "trust"]);
    expect(references.shown("[[code:1]] [[memo:2]]")).toBe("[[trust]] [[trust (2)]]");
    expect(references.written("[[trust (2)]]")).toBe("[[memo:2]]");
  });

  it("keeps its first label when it is learned again", () => {
    const references = known(["code:1", "trust"]);
    references.learn([{ link: "code:1", label: "doubt" }]);
    expect(references.written("[[trust]]")).toBe("[[code:1]]");
  });

  it("is text like other text where nothing of that name is known", () => {
    const references = known(["code:1", "trust"]);
    for (const text of ["[[nobody]]", "[[code:9]]", "[trust]", "[[trust", "a [[ b ]] c"]) {
      expect(references.written(references.shown(text))).toBe(text);
    }
  });

  it("has no bracket and no line in its label", () => {
    expect(known(["code:1", "a]]\nb [[c"]).label("code:1")).toBe("a b c");
  });

  it("is looked for behind two brackets on the line of the caret", () => {
    expect(askedAfterBrackets("see [[bound")).toBe("bound");
    expect(askedAfterBrackets("see [[")).toBe("");
    expect(askedAfterBrackets("see [[one]] and")).toBeNull();
    expect(askedAfterBrackets("[[one\ntwo")).toBeNull();
  });
});
