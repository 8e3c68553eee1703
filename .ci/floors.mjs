// Holds the floors of the crates: which folder may import which, and that no files import
// one another in a circle. A floor may import those named before it, nothing on its own line or
// after it; tests may import anything.
//   node .ci/floors.mjs [--show]      --show prints which folder imports which today
import { readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";

const FLOORS = {
  "app/domain/src": [
    "text_enum",
    "calendar money port reference roles states typed_text",
    "visa",
    "doc9303",
    "person",
    "law",
    "photo",
  ],
  "app/src": [
    "error",
    "contract",
    "area context cookies desk_query route seal_report text unbroken url",
    "islands session",
    "components",
    "flash page",
    "error_page officer_frame",
    "staff style_page traveller verify",
    "border",
    "shell",
  ],
  "server/src": [
    "clock config rng",
    "card_provider failpoint mail passwords throttle vault wallet",
    "photos store",
    "audit documents queue",
    "transaction",
    "error",
    "state",
    "accounts cases",
    "payments",
    "services",
    "worker",
    "http",
    "commands",
  ],
  "server/photo-intake/src": [
    "colours frame jpeg",
    "png",
    "intake",
    "original",
  ],
  "server/sandbox/src": [
    "cards clock config email faults phones rng",
    "store",
    "state",
    "pages",
    "mailbox stripe",
    "payment scheduler wallets webhooks",
    "checkout_page control",
    "reports",
  ],
};

const show = process.argv.includes("--show");
let broken = false;
for (const [root, floors] of Object.entries(FLOORS)) {
  const house = read(root);
  const arrows = arrowsOf(house);
  broken = circles(root, arrows) || broken;
  broken = crossings(root, floors, arrows) || broken;
}
process.exit(broken ? 1 : 0);

/** Every file of a crate by the path of its module; `lib` and `main` are the crate's root. */
function read(root) {
  const files = new Map();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !entry.name.endsWith(".rs")) continue;
    const file = join(entry.parentPath ?? entry.path, entry.name);
    const module = relative(root, file).slice(0, -3).split(sep);
    if (module.at(-1) === "tests" || module.includes("tests")) continue;
    const text = withoutTests(withoutComments(readFileSync(file, "utf8")));
    files.set(module.length === 1 && module[0] === "lib" ? "" : module.join("::"), { file, text });
  }
  return files;
}

function withoutComments(text) {
  return text.replace(/^\s*\/\/.*$/gm, "").replace(/\s\/\/ .*$/gm, "");
}

/** Test modules end a file here (rustfmt and clippy's items_after_test_module keep it so). */
function withoutTests(text) {
  const at = text.search(/^#\[cfg\(test\)\]\s*\n(?:#\[[^\n]*\]\s*\n)*mod \w+ \{/m);
  return at < 0 ? text : text.slice(0, at);
}

/** `use` trees of a text as flat paths. */
function uses(text) {
  const paths = [];
  for (const [, visibility, tree] of text.matchAll(/^[ \t]*(pub(?:\([^)]*\))? )?use ([^;]+);/gm)) {
    for (const path of flatten(tree.replace(/\s+/g, ""))) paths.push({ path, exported: Boolean(visibility) });
  }
  return paths;
}

function flatten(tree) {
  const open = tree.indexOf("{");
  if (open < 0) return [tree];
  const head = tree.slice(0, open);
  const parts = [];
  let depth = 0;
  let start = open + 1;
  for (let at = open + 1; at < tree.length; at++) {
    if (tree[at] === "{") depth++;
    else if (tree[at] === "}" && depth-- === 0) {
      parts.push(tree.slice(start, at));
      break;
    } else if (tree[at] === "," && depth === 0) {
      parts.push(tree.slice(start, at));
      start = at + 1;
    }
  }
  return parts.filter(Boolean).flatMap((part) => flatten(head + part));
}

/** From each module to the modules whose things it names. */
function arrowsOf(house) {
  const exports = new Map();
  for (const [module, { text }] of house) {
    for (const { path, exported } of uses(text)) {
      if (!exported) continue;
      const target = absolute(house, module, path.replace(/as\w+$/, ""));
      const name = /as(\w+)$/.exec(path)?.[1] ?? target?.at(-1);
      if (target) exports.set([...split(module), name].join("::"), target);
    }
  }
  const arrows = new Map();
  for (const [module, { text }] of house) {
    const named = uses(text).map(({ path }) => absolute(house, module, path.replace(/as\w+$/, "")));
    for (const [path] of text.matchAll(/\b(?:crate|super)(?:::\w+)+/g)) named.push(absolute(house, module, path));
    const targets = new Set(named.filter(Boolean).map((path) => home(house, exports, path)));
    targets.delete(undefined);
    for (const target of targets) if (isFaceOf(target, module) || isFaceOf(module, target)) targets.delete(target);
    arrows.set(module, targets);
  }
  return arrows;
}

/** A module file hands on what its own folder holds, and holds what its folder shares: one room. */
function isFaceOf(module, inner) {
  return module === inner || module === "" || inner.startsWith(`${module}::`);
}

function split(module) {
  return module === "" ? [] : module.split("::");
}

/** The path from the crate's root; nothing for other crates. */
function absolute(house, module, path) {
  const parts = path.split("::");
  let from = split(module);
  if (parts[0] === "crate") return parts.slice(1);
  if (parts[0] !== "self" && parts[0] !== "super") {
    return house.has([...from, parts[0]].join("::")) ? [...from, ...parts] : undefined;
  }
  while (parts[0] === "self" || parts[0] === "super") if (parts.shift() === "super") from = from.slice(0, -1);
  return [...from, ...parts];
}

/** The module in which a named thing is written, behind whatever hands it on. */
function home(house, exports, path, depth = 0) {
  for (let length = path.length; length >= 0 && depth < 8; length--) {
    const handed = exports.get(path.slice(0, length).join("::"));
    if (handed) return home(house, exports, [...handed, ...path.slice(length)], depth + 1);
    const module = path.slice(0, length).join("::");
    if (house.has(module)) return module;
  }
  return undefined;
}

/** Strongly connected parts of more than one file (Tarjan). */
function circles(root, arrows) {
  const index = new Map();
  const low = new Map();
  const stack = [];
  let found = false;
  const visit = (module) => {
    index.set(module, index.size);
    low.set(module, index.get(module));
    stack.push(module);
    for (const next of arrows.get(module) ?? []) {
      if (!index.has(next)) {
        visit(next);
        low.set(module, Math.min(low.get(module), low.get(next)));
      } else if (stack.includes(next)) low.set(module, Math.min(low.get(module), index.get(next)));
    }
    if (low.get(module) !== index.get(module)) return;
    const part = stack.splice(stack.indexOf(module));
    if (part.length === 1) return;
    found = true;
    console.error(`Files of ${root} import one another in a circle:`);
    for (const from of part) {
      const into = [...arrows.get(from)].filter((to) => part.includes(to));
      console.error(`  ${from || "lib"} -> ${into.map((to) => to || "lib").join(", ")}`);
    }
  };
  for (const module of arrows.keys()) if (!index.has(module)) visit(module);
  return found;
}

/** Imports from a floor to its own or a higher one. */
function crossings(root, floors, arrows) {
  const floor = new Map(floors.flatMap((names, height) => names.split(" ").map((name) => [name, height])));
  const folders = new Map();
  let found = false;
  for (const [from, targets] of arrows) {
    const below = split(from)[0];
    for (const to of targets) {
      const above = split(to)[0];
      if (!below || !above || below === above) continue;
      folders.set(below, (folders.get(below) ?? new Set()).add(above));
      if (floor.get(above) < floor.get(below)) continue;
      found = true;
      console.error(`${root}: ${from} must not import ${to} (see FLOORS in .ci/floors.mjs)`);
    }
  }
  if (show) for (const [from, to] of folders) console.log(`${root}: ${from} -> ${[...to].sort().join(" ")}`);
  return found;
}
