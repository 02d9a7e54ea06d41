// @ts-check
/// <reference path="./pieces.js" />
// The map of segments: one mark each, by pointer or keys. What is opened is said once; the page
// shows its words.

/**
 * @typedef {{place: number, x: number, y: number, group: number, shape: number, colour: string,
 *   steady: boolean, name: string}} Point
 * @typedef {{width: number, height: number, points: Point[], numbers: {x: number, y: number,
 *   group: number}[], open: number | null}} Told
 * @typedef {{told: Told, focus: number | null, tell: (name: string, value: unknown) => void}} Shown
 */

const HELP =
  "Tab to the map, arrows go to the nearest segment that way, Home to the first one, Enter or a " +
  "click shows its words below. Hollow marks moved about.";
const R = 6;
/** Circle, square, triangle, diamond, triangle on its head, cross: as in the list of groups. */
const SHAPES = [
  `M${-R} 0A${R} ${R} 0 1 0 ${R} 0A${R} ${R} 0 1 0 ${-R} 0Z`,
  "M-5.3-5.3H5.3V5.3H-5.3Z",
  "M0-6.6 6.6 5.4H-6.6Z",
  "M0-7.4 6.2 0 0 7.4-6.2 0Z",
  "M0 6.6 6.6-5.4H-6.6Z",
  "M-2.3-6.5H2.3V-2.3H6.5V2.3H2.3V6.5H-2.3V2.3H-6.5V-2.3H-2.3Z",
];

/** @type {WeakMap<object, Shown>} */
const planes = new WeakMap();

/** @param {{parentElement: ParentNode, data: Told, setTriggerValue: Shown["tell"]}} component */
export default ({ parentElement, data, setTriggerValue }) => {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".plane"));
  const focus = planes.get(root)?.focus ?? data.open ?? data.points[0]?.place ?? null;
  const shown = { told: data, focus, tell: setTriggerValue };
  planes.set(root, shown);
  listen(root, shown);
  draw(root, shown);
};

// --- drawing ---------------------------------------------------------------------------------

/** @param {HTMLElement} root @param {Shown} shown */
const draw = (root, shown) => {
  const { width, height, points, numbers } = shown.told;
  const canvas = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": "Map of segments" });
  canvas.append(...points.map((point) => mark(shown, point)));
  for (const { x, y, group } of numbers) canvas.append(svg("text", { x, y: y - 10 }, String(group)));
  const help = Object.assign(document.createElement("p"), { className: "help", textContent: HELP });
  const inPlane = root.contains(/** @type {ShadowRoot} */ (root.getRootNode()).activeElement);
  root.replaceChildren(canvas, help);
  if (inPlane) go(root, shown, shown.focus);
};

/** @param {Shown} shown @param {Point} point */
const mark = (shown, point) => {
  const { place, colour, steady, name } = point;
  const open = shown.told.open === place;
  const drawn = svg("path", {
    d: SHAPES[point.shape] ?? "", transform: `translate(${point.x} ${point.y})`, role: "button",
    class: `point${steady ? "" : " hollow"}${open ? " open" : ""}`, style: `--own: ${colour}`,
    tabindex: shown.focus === place ? 0 : -1, "data-place": place, "aria-label": name,
    "aria-pressed": String(open),
  });
  drawn.append(svg("title", {}, name));
  return drawn;
};

/** @param {HTMLElement} root @param {number | null} place @returns {SVGElement | null} */
const element = (root, place) => root.querySelector(`[data-place="${place}"]`);

// --- pointer and keys ------------------------------------------------------------------------

/** @param {HTMLElement} root @param {Shown} shown */
const listen = (root, shown) => {
  const at = (/** @type {Event} */ event) => {
    const found = /** @type {SVGElement | null} */ (/** @type {Element} */ (event.target).closest("[data-place]"));
    return shown.told.points.find((point) => String(point.place) === found?.dataset["place"]);
  };
  root.onclick = (event) => {
    const point = at(event);
    if (point) open(root, shown, point);
  };
  root.onkeydown = (event) => {
    event.stopPropagation(); // letters are keys of the app elsewhere
    const point = at(event);
    if (!point || event.ctrlKey || event.metaKey || event.altKey) return;
    const way = ARROWS[event.key];
    if (way) go(root, shown, nearest(shown.told.points, point, way)?.place ?? point.place);
    else if (event.key === "Home") go(root, shown, shown.told.points[0]?.place ?? null);
    else if (event.key === "Enter" || event.key === " ") open(root, shown, point);
    else return;
    event.preventDefault();
  };
};

/** @param {HTMLElement} root @param {Shown} shown @param {Point} point */
const open = (root, shown, point) => {
  go(root, shown, point.place);
  shown.tell("said", { place: point.place });
};

/** @param {HTMLElement} root @param {Shown} shown @param {number | null} place */
const go = (root, shown, place) => {
  element(root, shown.focus)?.setAttribute("tabindex", "-1");
  shown.focus = place;
  const drawn = element(root, place);
  drawn?.setAttribute("tabindex", "0");
  drawn?.focus();
};
