// @ts-check
/// <reference path="./pieces.js" />
// The thematic map: boxes moved with the pointer or with the keys. Where a box was laid down is
// said once, when it is; until the page answers it stays there.

/**
 * @typedef {{id: string, kind: string, name: string, lines: string[], x: number, y: number,
 *   width: number, height: number}} Box
 * @typedef {{from: string, to: string, kind: string, dashes: string, label: number[] | null}} Line
 * @typedef {{seq: number, width: number, height: number, boxes: Box[], lines: Line[]}} Told
 * @typedef {{told: Told, held: string | null, before: number[], focus: string | null, says: string,
 *   tell: (name: string, value: unknown) => void}} Shown
 */

const HELP =
  "Drag a box to move it. With the keys: Tab or arrows to choose a box, Space to pick it up, " +
  "arrows to move it (with Shift a little), Space to lay it down, Esc to put it back.";
const STEP = 25;
const LITTLE = 5;

/** @type {WeakMap<object, Shown>} */
const maps = new WeakMap();

/** @param {{parentElement: ParentNode, data: Told, setTriggerValue: Shown["tell"]}} component */
export default ({ parentElement, data, setTriggerValue }) => {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".map"));
  const known = maps.get(root);
  if (known && known.held !== null) return; // what is in hand is not taken away
  const shown = known ?? { told: data, held: null, before: [], focus: null, says: "", tell: setTriggerValue };
  shown.told = structuredClone(data);
  shown.tell = setTriggerValue;
  maps.set(root, shown);
  listen(root, shown);
  draw(root, shown);
};

/** @param {Shown} shown @param {string | null} id */
const found = (shown, id) => shown.told.boxes.find((box) => box.id === id);

// --- drawing ---------------------------------------------------------------------------------

/** @param {HTMLElement} root @param {Shown} shown */
const draw = (root, shown) => {
  const { width, height, boxes, lines } = shown.told;
  const canvas = svg("svg", { viewBox: `0 0 ${width} ${height}`, role: "group", "aria-label": "Thematic map" });
  const named = lines.filter((line) => line.kind);
  canvas.append(...lines.flatMap((line) => stroke(shown, line)));
  canvas.append(...boxes.map((box) => drawn(shown, box)));
  canvas.append(...named.flatMap((line) => label(shown, line)));
  const help = Object.assign(document.createElement("p"), { className: "help", textContent: HELP });
  const says = Object.assign(document.createElement("div"), { className: "says", textContent: shown.says });
  says.setAttribute("aria-live", "polite");
  const inMap = root.contains(/** @type {ShadowRoot} */ (root.getRootNode()).activeElement);
  root.replaceChildren(canvas, help, says);
  if (inMap && shown.focus) element(root, shown.focus)?.focus();
};

/** @param {HTMLElement} root @param {string} id @returns {SVGElement | null} */
const element = (root, id) => root.querySelector(`[data-box="${id}"]`);

/** @param {Shown} shown @param {Line} line @returns {Element[]} */
const stroke = (shown, line) => {
  const ends = between(shown, line);
  if (!ends) return [];
  const [x1, y1, x2, y2] = ends;
  const drawnLine = svg("line", { x1, y1, x2, y2, class: line.kind ? "relation" : "tie" });
  if (line.dashes) drawnLine.setAttribute("stroke-dasharray", line.dashes);
  if (line.kind !== "leads to") return [drawnLine];
  const turn = Math.atan2(y2 - y1, x2 - x1);
  const corner = (/** @type {number} */ by) =>
    `${x2 - 10 * Math.cos(turn + by)},${y2 - 10 * Math.sin(turn + by)}`;
  return [drawnLine, svg("polygon", { points: `${x2},${y2} ${corner(-0.4)} ${corner(0.4)}` })];
};

/** @param {Shown} shown @param {Line} line @returns {[number, number, number, number] | null} */
const between = (shown, line) => {
  const a = found(shown, line.from);
  const b = found(shown, line.to);
  return a && b ? [...edge(a, b), ...edge(b, a)] : null;
};

/** @param {Box} box @param {Box} to @returns {[number, number]} where a line leaves the box */
const edge = (box, to) => {
  const dx = to.x - box.x;
  const dy = to.y - box.y;
  if (!dx && !dy) return [box.x, box.y];
  const share = Math.min(
    dx ? box.width / 2 / Math.abs(dx) : Infinity, dy ? box.height / 2 / Math.abs(dy) : Infinity,
  );
  return [box.x + dx * share, box.y + dy * share];
};

/** @param {Shown} shown @param {Line} line @returns {Element[]} */
const label = (shown, line) => {
  const ends = between(shown, line);
  if (!ends) return [];
  const moved = shown.held === line.from || shown.held === line.to;
  const [x1, y1, x2, y2] = ends;
  const [x, y] = line.label && !moved ? line.label : [(x1 + x2) / 2, (y1 + y2) / 2];
  const wide = line.kind.length * 6.2 + 6;
  return [
    svg("rect", { x: x - wide / 2, y: y - 8, width: wide, height: 16, class: "paper" }),
    svg("text", { x, y: y + 4, class: "label" }, line.kind),
  ];
};

/** @param {Shown} shown @param {Box} box */
const drawn = (shown, box) => {
  const group = svg("g", {
    class: `box ${box.kind}${shown.held === box.id ? " held" : ""}`, tabindex: 0, role: "button",
    "data-box": box.id, "aria-label": `${box.kind} ${box.name}`, "aria-pressed": String(shown.held === box.id),
  });
  const theme = box.kind === "theme";
  group.append(svg("rect", {
    x: box.x - box.width / 2, y: box.y - box.height / 2, width: box.width, height: box.height, rx: theme ? 10 : 2,
  }));
  const size = theme ? 14 : 11;
  box.lines.forEach((words, n) => {
    const y = box.y - box.height / 2 + 6 + (n + 0.8) * size * 1.3;
    group.append(svg("text", { x: box.x, y }, words));
  });
  return group;
};

// --- pointer and keys ------------------------------------------------------------------------

/** @param {HTMLElement} root @param {Shown} shown */
const listen = (root, shown) => {
  const again = () => draw(root, shown);
  const boxAt = (/** @type {Event} */ event) =>
    /** @type {SVGElement | null} */ (/** @type {Element} */ (event.target).closest("[data-box]"))?.dataset["box"];
  /** @type {number[]} */
  let grip = [];
  root.onpointerdown = (event) => {
    const box = found(shown, boxAt(event) ?? null);
    if (!box || event.button !== 0) return;
    event.preventDefault();
    pick(shown, box);
    const [x, y] = spot(root, event);
    grip = [x - box.x, y - box.y];
    root.setPointerCapture(event.pointerId);
    again();
    element(root, box.id)?.focus();
  };
  root.onpointermove = (event) => {
    const box = found(shown, shown.held);
    if (!box || !grip.length) return;
    const [x, y] = spot(root, event);
    place(shown, box, x - grip[0], y - grip[1]);
    again();
  };
  root.onpointerup = root.onpointercancel = () => {
    if (!grip.length) return;
    grip = [];
    lay(shown);
    again();
  };
  root.onkeydown = (event) => {
    event.stopPropagation(); // letters are keys of the app elsewhere
    const box = found(shown, boxAt(event) ?? null);
    if (!box || event.ctrlKey || event.metaKey || event.altKey) return;
    if (press(shown, box, event.key, event.shiftKey)) {
      event.preventDefault();
      again();
    }
  };
};

/** @param {HTMLElement} root @param {PointerEvent} event @returns {[number, number]} */
const spot = (root, event) => {
  const canvas = /** @type {SVGSVGElement} */ (root.querySelector("svg"));
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(canvas.getScreenCTM()?.inverse());
  return [at.x, at.y];
};

/** @param {Shown} shown @param {Box} box */
const pick = (shown, box) => {
  shown.held = shown.focus = box.id;
  shown.before = [box.x, box.y];
  shown.says = `${box.name} is picked up.`;
};

/** @param {Shown} shown @param {Box} box @param {number} x @param {number} y */
const place = (shown, box, x, y) => {
  const within = (/** @type {number} */ at, /** @type {number} */ size, /** @type {number} */ room) =>
    Math.min(Math.max(at, size / 2 + 8), room - size / 2 - 8);
  box.x = within(x, box.width, shown.told.width);
  box.y = within(y, box.height, shown.told.height);
};

/** @param {Shown} shown */
const lay = (shown) => {
  const box = found(shown, shown.held);
  shown.held = null;
  if (!box || (box.x === shown.before[0] && box.y === shown.before[1])) return;
  shown.says = `${box.name} is laid down.`;
  shown.tell("said", { seq: shown.told.seq, box: box.id, x: box.x, y: box.y });
};

/**
 * @param {Shown} shown @param {Box} box @param {string} key @param {boolean} shift
 * @returns {boolean} was it ours
 */
const press = (shown, box, key, shift) => {
  const way = ARROWS[key];
  if (key === " " || key === "Enter") {
    if (shown.held === box.id) lay(shown);
    else pick(shown, box);
  } else if (key === "Escape" && shown.held === box.id) {
    [box.x = 0, box.y = 0] = shown.before;
    shown.held = null;
    shown.says = `${box.name} is back where it was.`;
  } else if (way && shown.held === box.id) {
    const step = shift ? LITTLE : STEP;
    place(shown, box, box.x + way[0] * step, box.y + way[1] * step);
  } else if (way) {
    shown.focus = nearest(shown.told.boxes, box, way)?.id ?? box.id;
  } else return false;
  return true;
};
