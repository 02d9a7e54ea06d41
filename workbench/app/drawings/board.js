// @ts-check
// The sorting board: cards on piles, moved with the pointer or with the keys. It owns where cards
// lie until the arrangement is kept, and says the whole of it after each move.

/**
 * @typedef {{id: string, name: string, parent: string | null, count: number, colour: string,
 *   hatched: boolean, locked: boolean, retired: boolean, fresh?: boolean}} Card
 * @typedef {{turn: number, cards: Card[], parents: Record<string, string | null>,
 *   made: Record<string, string>}} Told
 * @typedef {{turn: number, cards: Card[], parents: Record<string, string | null>,
 *   made: Record<string, string>, held: string | null, target: string | null, focus: string | null,
 *   says: string, tell: (name: string, value: unknown) => void}} Board
 */

/** The top of the codebook as a place to lay a card. */
const TOP = "";
const HELP =
  "Drag a card onto another card or a pile. With the keys: arrows to choose a card, Space to " +
  "pick it up, arrows or the first letter to choose where, Space to lay it there, Esc to leave it.";

/** @type {WeakMap<object, Board>} */
const boards = new WeakMap();

/** @param {{parentElement: ParentNode, data: Told, setStateValue: Board["tell"]}} component */
export default ({ parentElement, data, setStateValue }) => {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".board"));
  let board = boards.get(root);
  if (!board || board.turn !== data.turn) {
    board = {
      turn: data.turn, cards: [], parents: { ...data.parents }, made: { ...data.made },
      held: null, target: null, focus: null, says: "", tell: setStateValue,
    };
    boards.set(root, board);
  }
  board.cards = data.cards;
  board.tell = setStateValue;
  listen(root, board);
  draw(root, board);
};

/** @param {Board} board @returns {Card[]} */
const all = (board) => [
  ...Object.entries(board.made).map(([id, name]) => ({
    id, name, parent: null, count: 0, colour: "", hatched: false, locked: false, retired: false,
    fresh: true,
  })),
  ...board.cards,
];

/** @param {Board} board @param {Card} card @returns {string} the id above, or TOP */
const above = (board, card) => {
  const parent = card.id in board.parents ? board.parents[card.id] : card.parent;
  return parent !== null && all(board).some((one) => one.id === parent) ? parent : TOP;
};

/** @param {Board} board @param {string} id @returns {Card[]} */
const below = (board, id) => all(board).filter((card) => above(board, card) === id);

/** @param {Board} board @param {string} id @returns {Set<string>} a card and all below it */
const branch = (board, id) => {
  const found = new Set([id]);
  for (const child of below(board, id)) branch(board, child.id).forEach((one) => found.add(one));
  return found;
};

/** @param {Board} board @returns {string[]} where the held card can be laid, in the board's order */
const places = (board) => {
  const own = board.held === null ? new Set() : branch(board, board.held);
  /** @type {string[]} */
  const found = [TOP];
  const walk = (/** @type {string} */ id) => {
    for (const card of ordered(board, id)) {
      if (!own.has(card.id)) found.push(card.id);
      walk(card.id);
    }
  };
  walk(TOP);
  return found;
};

/** @param {Board} board @param {string} id @returns {Card[]} piles after single cards, as drawn */
const ordered = (board, id) => {
  const cards = below(board, id);
  if (id !== TOP) return cards;
  return [...cards.filter((c) => !isPile(board, c)), ...cards.filter((c) => isPile(board, c))];
};

/** @param {Board} board @param {Card} card */
const isPile = (board, card) => Boolean(card.fresh) || below(board, card.id).length > 0;

/** @param {Board} board @param {string} id */
const named = (board, id) => all(board).find((card) => card.id === id)?.name ?? "";

/** @param {Board} board @param {string} id @param {string} onto */
const lay = (board, id, onto) => {
  const card = all(board).find((one) => one.id === id);
  if (!card || card.locked || branch(board, id).has(onto)) return;
  if (above(board, card) !== onto) {
    if (onto === (card.parent ?? TOP)) delete board.parents[id];
    else board.parents[id] = onto === TOP ? null : onto;
    board.says = `${card.name} lies ${onto === TOP ? "on its own" : `under ${named(board, onto)}`}.`;
    say(board);
  }
  board.held = board.target = null;
  board.focus = id;
};

/** @param {Board} board */
const say = (board) =>
  board.tell("said", { turn: board.turn, parents: { ...board.parents }, made: { ...board.made } });

/** @param {Board} board @param {string} name */
const begin = (board, name) => {
  const plain = name.split(/\s+/u).filter(Boolean).join(" ");
  if (!plain) return;
  let n = 1;
  while (`new-${n}` in board.made) n += 1;
  board.made[`new-${n}`] = plain;
  board.says = `There is a new pile ${plain}.`;
  say(board);
};

/** @param {Board} board @param {string} id */
const clear = (board, id) => {
  for (const card of below(board, id)) lay(board, card.id, card.parent ?? TOP);
  delete board.made[id];
  delete board.parents[id];
  for (const [one, parent] of Object.entries(board.parents)) {
    if (parent === id) delete board.parents[one];
  }
  board.says = "The pile is gone.";
  say(board);
};

// --- drawing ---------------------------------------------------------------------------------

/**
 * @param {string} kind @param {Record<string, string>} [attributes] @param {string} [text]
 * @returns {HTMLElement}
 */
const make = (kind, attributes = {}, text = "") => {
  const element = document.createElement(kind);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
};

/** @param {HTMLElement} root @param {Board} board */
const draw = (root, board) => {
  const typed = /** @type {HTMLInputElement | null} */ (root.querySelector(".name"));
  const kept = typed?.value ?? "";
  const inField = typed !== null && /** @type {ShadowRoot} */ (root.getRootNode()).activeElement === typed;
  root.replaceChildren(bar(board, kept), loose(board), ...piles(board), live(board));
  if (inField) /** @type {HTMLElement} */ (root.querySelector(".name")).focus();
  else if (board.focus !== null) {
    /** @type {HTMLElement | null} */ (root.querySelector(`[data-card="${board.focus}"]`))?.focus();
  }
};

/** @param {Board} board @param {string} kept */
const bar = (board, kept) => {
  const line = make("form", { class: "bar" });
  const name = make("input", {
    class: "name", "aria-label": "Name of a new pile", placeholder: "name of a new pile",
    maxlength: "200",
  });
  /** @type {HTMLInputElement} */ (name).value = kept;
  line.append(name, make("button", { type: "submit" }, "Add pile"));
  line.append(make("span", { class: "help", id: "help" }, HELP));
  return line;
};

/** @param {Board} board */
const live = (board) => make("div", { class: "says", "aria-live": "polite" }, board.says);

/** @param {Board} board */
const loose = (board) => {
  const cards = below(board, TOP).filter((card) => !isPile(board, card));
  const box = make("section", { class: "loose", "aria-label": "On their own", "data-drop": TOP });
  box.append(make("h3", {}, "On their own"));
  const list = make("div", { class: "cards" });
  list.append(...cards.map((card) => drawn(board, card)));
  box.append(cards.length ? list : make("p", { class: "empty" }, "A card laid here stands on its own."));
  mark(board, box, TOP);
  return box;
};

/** @param {Board} board */
const piles = (board) =>
  below(board, TOP)
    .filter((card) => isPile(board, card))
    .map((card) => {
      const box = make("section", { class: "pile", "aria-label": card.name, "data-drop": card.id });
      box.append(drawn(board, card), tree(board, card.id));
      if (card.fresh && below(board, card.id).length === 0) {
        box.append(make("p", { class: "empty" }, "Nothing lies here yet."));
        const away = make("button", { type: "button", "data-clear": card.id });
        away.textContent = `Take the pile ${card.name} away`;
        box.append(away);
      }
      mark(board, box, card.id);
      return box;
    });

/** @param {Board} board @param {string} id @returns {HTMLElement} */
const tree = (board, id) => {
  const list = make("ul");
  for (const card of below(board, id)) {
    const item = make("li");
    item.append(drawn(board, card));
    if (below(board, card.id).length) item.append(tree(board, card.id));
    list.append(item);
  }
  return list;
};

/** @param {Board} board @param {Card} card */
const drawn = (board, card) => {
  const count = card.fresh ? "new" : `${card.count} quotation${card.count === 1 ? "" : "s"}`;
  const state = card.locked ? ", locked" : card.retired ? ", retired" : "";
  const where = above(board, card) === TOP ? "" : `, under ${named(board, above(board, card))}`;
  const held = board.held === card.id;
  const element = make("div", {
    class: `card${held ? " held" : ""}`, role: "button", tabindex: "0", "data-card": card.id,
    "data-drop": card.id, draggable: card.locked ? "false" : "true", "aria-pressed": String(held),
    "aria-label": `${card.name}, ${count}${state}${where}`, "aria-describedby": "help",
  });
  const stripe = make("span", { class: card.hatched ? "stripe hatched" : "stripe" });
  if (card.colour) stripe.style.setProperty("--colour", card.colour);
  element.append(stripe, make("span", { class: "title" }, card.name));
  element.append(make("span", { class: "count" }, card.fresh ? "new" : String(card.count)));
  if (state) element.append(make("span", { class: "state" }, state.slice(2)));
  mark(board, element, card.id);
  return element;
};

/** @param {Board} board @param {HTMLElement} element @param {string} id */
const mark = (board, element, id) => {
  const isPlace = board.held !== null && board.target === id;
  if (isPlace && (id === TOP || element.dataset["card"] !== undefined)) element.classList.add("place");
};

// --- pointer and keys ------------------------------------------------------------------------

/** @param {HTMLElement} root @param {Board} board */
const listen = (root, board) => {
  const again = () => draw(root, board);
  const at = (/** @type {Event} */ event, /** @type {string} */ name) =>
    /** @type {HTMLElement | null} */ (
      /** @type {HTMLElement} */ (event.target).closest(`[data-${name}]`)
    );
  root.onsubmit = (event) => {
    event.preventDefault();
    const field = /** @type {HTMLInputElement} */ (root.querySelector(".name"));
    begin(board, field.value);
    field.value = "";
    again();
  };
  root.onclick = (event) => {
    const away = at(event, "clear")?.dataset["clear"];
    if (away !== undefined) {
      clear(board, away);
      again();
    }
  };
  root.ondragstart = (event) => {
    board.held = at(event, "card")?.dataset["card"] ?? null;
    event.dataTransfer?.setData("text/plain", "");
  };
  root.ondragend = () => {
    board.held = board.target = null;
    again();
  };
  root.ondragover = (event) => {
    const onto = at(event, "drop")?.dataset["drop"];
    if (board.held === null || onto === undefined || branch(board, board.held).has(onto)) return;
    event.preventDefault();
    if (board.target !== onto) point(root, board, onto);
  };
  root.ondrop = (event) => {
    event.preventDefault();
    const onto = at(event, "drop")?.dataset["drop"];
    if (board.held !== null && onto !== undefined) lay(board, board.held, onto);
    again();
  };
  root.onkeydown = (event) => {
    event.stopPropagation(); // letters are keys of the app elsewhere
    const card = at(event, "card")?.dataset["card"];
    if (card === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    if (press(board, card, event.key)) {
      event.preventDefault();
      again();
    }
  };
};

/** Mark a place without drawing anew, which would end the drag.
 * @param {HTMLElement} root @param {Board} board @param {string} onto */
const point = (root, board, onto) => {
  board.target = onto;
  root.querySelectorAll(".place").forEach((one) => one.classList.remove("place"));
  const box = onto === TOP ? ".loose" : `[data-card="${onto}"]`;
  root.querySelector(box)?.classList.add("place");
};

/** @param {Board} board @param {string} card @param {string} key @returns {boolean} was it ours */
const press = (board, card, key) => {
  if (board.held === null) return choose(board, card, key);
  const found = places(board);
  const now = found.indexOf(board.target ?? TOP);
  if (key === " " || key === "Enter") lay(board, board.held, board.target ?? TOP);
  else if (key === "Escape") {
    board.says = "It stays where it lay.";
    board.held = board.target = null;
  } else if (key === "ArrowDown" || key === "ArrowRight") aim(board, found, now + 1);
  else if (key === "ArrowUp" || key === "ArrowLeft") aim(board, found, now - 1);
  else if (key.length === 1) {
    const starts = (/** @type {string} */ id) =>
      named(board, id).toLocaleLowerCase().startsWith(key.toLocaleLowerCase());
    const next = [...found.slice(now + 1), ...found.slice(0, now + 1)].find(starts);
    if (next !== undefined) aim(board, found, found.indexOf(next));
  } else return key === "Tab";
  return true;
};

/** @param {Board} board @param {string[]} found @param {number} n */
const aim = (board, found, n) => {
  board.target = found[(n + found.length) % found.length] ?? TOP;
  const where = board.target === TOP ? "On its own" : `Under ${named(board, board.target)}`;
  board.says = `${where}: Space lays it there.`;
};

/** @param {Board} board @param {string} card @param {string} key @returns {boolean} was it ours */
const choose = (board, card, key) => {
  const cards = places(board).filter((id) => id !== TOP);
  const now = cards.indexOf(card);
  if (key === "ArrowDown" || key === "ArrowRight") board.focus = cards[now + 1] ?? card;
  else if (key === "ArrowUp" || key === "ArrowLeft") board.focus = cards[now - 1] ?? card;
  else if (key === " " || key === "Enter") {
    const found = all(board).find((one) => one.id === card);
    board.focus = card;
    if (!found || found.locked) board.says = "This code is locked. Unlock it first.";
    else {
      board.held = card;
      board.target = above(board, found);
      board.says = `${found.name} is picked up. Arrows choose where it goes.`;
    }
  } else return false;
  return true;
};
