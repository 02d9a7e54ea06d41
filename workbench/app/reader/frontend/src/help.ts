/** The list of every key, behind `?`. */

import { Box } from "./box";
import { h } from "./element";
import { facetKeys, type Facet } from "./facets";
import { KEYS } from "./keys";

export function openHelp(frame: HTMLElement, facets: readonly Facet[]): Box {
  const box = new Box(frame, "dialog", "Keys");
  const ofFacets = facetKeys(facets);
  const all = ofFacets.length ? [...KEYS, ["Facets of a coding; again: take it off", ofFacets] as const] : KEYS;
  const groups = all.map(([group, keys]) =>
    h(
      "section",
      {},
      h("h3", {}, group),
      h("dl", {}, ...keys.flatMap(([press, what]) => [h("dt", {}, h("kbd", {}, press)), h("dd", {}, what)])),
    ),
  );
  const close = h("button", { type: "button", onclick: () => box.close() }, "Close");
  box.element.classList.add("help");
  box.element.append(h("div", { class: "groups" }, ...groups), close);
  const { left, width } = frame.getBoundingClientRect();
  box.show(new DOMRect(left + Math.max(0, width / 2 - 510), frame.getBoundingClientRect().top, 0, 0));
  box.element.addEventListener("keydown", (event) => event.key === "Tab" && event.preventDefault());
  close.focus({ preventScroll: true });
  return box;
}
