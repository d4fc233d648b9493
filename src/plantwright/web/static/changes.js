// The page of changes: what is chosen stands in the address, the server says what it would do.

import { ask } from "./api.js";

const box = document.querySelector("#try");
const { plant, run } = box.dataset;
const find = (name) => document.querySelector(name);
const told = find("#told");
const RULES = { fifo: "longest waiting first", edd: "earliest due date first", spt: "shortest job first", cr: "critical ratio", slack: "least slack first", atc: "apparent tardiness cost", atcs: "the same with setups", fewest_setups: "fewest setups", next_queue: "shortest next queue" };
const WORDS = { throughput: "Throughput", flow_time: "Mean flow time", wip: "WIP", on_time: "Orders on time", people: "Busy share of people", energy: "Energy per good piece", payback: "Payback" };
const BETTER = { throughput: 1, flow_time: -1, wip: -1, on_time: 1, people: 0, energy: -1 };

/** What is chosen: edits of the vocabulary by what they are of; a later one of the same kind replaces the earlier. */
const chosen = new Map();
let known = null;
let last = null;
let asked = 0;
let timer = 0;

const keyOf = (edit) => {
  const [key, args] = Object.entries(edit)[0];
  return [key, args.work_center ?? args.skill ?? args.from_skill ?? args.product ?? "", args.to_skill ?? ""].join("|");
};
const percent = (factor) => `${factor > 1 ? "+" : "−"}${Math.abs(100 * (factor - 1)).toFixed(0)} %`;
const number = (value, signed) => {
  if (value === null || value === undefined) return "not known";
  const size = Math.abs(value);
  const text = size.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : 2);
  return `${value < 0 && Number(text) ? "−" : signed && Number(text) ? "+" : ""}${text}`;
};

function element(name, attributes = {}, ...content) {
  const made = Object.assign(document.createElement(name), attributes);
  made.append(...content);
  return made;
}

// --- levers ---------------------------------------------------------------------------------------------------------

let counted = 0;
function lever(label, control, show, edit) {
  control.id = `lever-${counted++}`;
  const output = element("output", { htmlFor: control.id });
  const made = element("div", { className: "lever" }, element("label", { htmlFor: control.id, textContent: label }), output, control);
  const mark = () => {
    output.textContent = show(control.value);
    made.classList.toggle("on", edit(control.value) !== null);
  };
  control.addEventListener("input", () => {
    mark();
    choose(edit(control.value), edit.key);
  });
  mark();
  return made;
}

function slider(label, { min, max, step, value, still }, show, key, make) {
  const now = chosen.get(key);
  const at = now ? make.back(Object.values(now)[0]) : value;
  const control = element("input", { type: "range", min, max, step });
  control.value = at;
  const edit = (text) => (Number(text) === still ? null : make(Number(text)));
  edit.key = key;
  return lever(label, control, (text) => show(Number(text)), edit);
}

function picker(label, options, still, key, make) {
  const now = chosen.get(key);
  const control = element("select", {}, ...options.map(([value, words]) => element("option", { value, textContent: words })));
  control.value = now ? make.back(Object.values(now)[0]) : still;
  const edit = (value) => (value === still ? null : make(value));
  edit.key = key;
  return lever(label, control, () => "", edit);
}

const both = (make, back) => Object.assign(make, { back });
const factor = (label, key, name, of, range = { min: 0.5, max: 1.5 }) =>
  slider(label, { ...range, step: 0.05, value: 1, still: 1 }, (one) => (one === 1 ? "as it is" : percent(one)), `${key}|${Object.values(of)[0] ?? ""}|`, both((value) => ({ [key]: { ...of, [name]: value } }), (args) => args[name]));

function centerLevers(center) {
  const of = { work_center: center.id };
  const made = [
    slider(`Stations (now ${center.stations})`, { min: 0, max: 5, step: 1, value: 0, still: 0 }, (one) => (one ? `+${one}` : "as it is"), `add_stations|${center.id}|`, both((count) => ({ add_stations: { ...of, count } }), (args) => args.count)),
    factor("Process times", "scale_process_time", "factor", of),
  ];
  if (center.setup) made.push(factor("Setup times", "scale_setup_time", "factor", of, { min: 0, max: 1.5 }));
  if (center.failures) {
    const key = `scale_failures|${center.id}|`;
    const now = () => Object.values(chosen.get(key) ?? {})[0] ?? { mtbf_factor: 1, mttr_factor: 1 };
    const failing = (name) => both((value) => {
      const args = { mtbf_factor: 1, mttr_factor: 1, ...now(), ...of, [name]: value };
      return args.mtbf_factor === 1 && args.mttr_factor === 1 ? null : { scale_failures: args };
    }, (args) => args[name] ?? 1);
    const words = (one) => (one === 1 ? "as it is" : percent(one));
    const still = NaN; // moved back, the other one of the two may still be changed
    made.push(slider("Time between failures", { min: 0.5, max: 3, step: 0.1, value: 1, still }, words, key, failing("mtbf_factor")));
    made.push(slider("Repair times", { min: 0.2, max: 1.5, step: 0.1, value: 1, still }, words, key, failing("mttr_factor")));
  }
  if (center.rework) made.push(factor("Rework", "scale_rework", "factor", of, { min: 0, max: 1.5 }));
  const room = center.buffer ?? -1;
  made.push(slider("Places in front", { min: -1, max: Math.max(30, 2 * room), step: 1, value: room, still: room }, (one) => (one < 0 ? "no limit" : `${one}`), `set_buffer|${center.id}|`, both((one) => ({ set_buffer: { ...of, capacity: one < 0 ? null : one } }), (args) => args.capacity ?? -1)));
  made.push(dispatch("Who goes first", center.id, center.dispatch));
  made.push(shift("Shifts", center.id, center.calendar ?? known.calendar));
  return made;
}

const dispatch = (label, of, still) =>
  picker(label, [...(of === "all" ? [["", "as it is"]] : []), ...known.rules.map((one) => [one, RULES[one] ?? one])], still, `set_dispatch|${of}|`, both((rule) => ({ set_dispatch: { work_center: of, rule } }), (args) => args.rule));
const shift = (label, of, still) =>
  picker(label, known.calendars.map((one) => [one, one]), still, `set_shift|${of}|`, both((calendar) => ({ set_shift: { work_center: of, calendar } }), (args) => args.calendar));

function plantLevers() {
  const made = [];
  if (known.open) made.push(factor("Demand", "scale_demand", "factor", {}, { min: 0.7, max: 1.3 }));
  const limit = known.wip_limit ?? 0;
  made.push(slider("Most orders on the floor", { min: 0, max: Math.max(2 * limit, 200), step: 1, value: limit, still: limit }, (one) => (one ? `${one}` : "no limit"), "set_wip_limit||", both((one) => (one ? { set_wip_limit: { limit: one } } : null), (args) => args.limit)));
  made.push(dispatch("Who goes first everywhere", "all", ""), shift("Shifts of the plant", "all", known.calendar));
  for (const one of known.products.slice(0, 30)) made.push(factor(`Lots of ${one.id}`, "scale_lot_size", "factor", { product: one.id }, { min: 0.25, max: 2 }));
  return made;
}

function peopleLevers() {
  const made = known.skills.map((one) => slider(`More people with ${one.id} (now ${one.workers})`, { min: 0, max: 5, step: 1, value: 0, still: 0 }, (count) => (count ? `+${count}` : "as it is"), `add_workers|${one.id}|`, both((count) => ({ add_workers: { skill: one.id, count } }), (args) => args.count)));
  for (const from of known.skills) {
    for (const to of known.skills) {
      if (from === to || known.skills.length > 6) continue;
      made.push(slider(`People with ${from.id} who also learn ${to.id}`, { min: 0, max: Math.min(from.workers, 10), step: 1, value: 0, still: 0 }, (count) => (count ? `${count}` : "none"), `cross_train|${from.id}|${to.id}`, both((count) => ({ cross_train: { from_skill: from.id, to_skill: to.id, count } }), (args) => args.count)));
    }
  }
  return made;
}

function showLevers() {
  const center = known.work_centers.find((one) => one.id === find("#center").value) ?? known.work_centers[0];
  find("#levers").replaceChildren(...centerLevers(center));
  find("#plantwide").replaceChildren(...plantLevers());
  const people = peopleLevers();
  find("#people").replaceChildren(...(people.length ? people : [element("p", { className: "note", textContent: "The records name no people, so nothing is known of them." })]));
}

// --- what is chosen -------------------------------------------------------------------------------------------------

function choose(edit, key) {
  if (edit === null) chosen.delete(key);
  else chosen.set(key, edit);
  changed(250);
}

function take(edits) {
  chosen.clear();
  for (const edit of edits) chosen.set(keyOf(edit), edit);
  const named = edits.map((edit) => Object.values(edit)[0].work_center).find((name) => known.work_centers.some((one) => one.id === name));
  if (named) find("#center").value = named;
  showLevers();
  changed(0);
  find("#would-title").scrollIntoView({ block: "nearest" });
}

function changed(wait) {
  const edits = [...chosen.values()];
  const link = new URL(location);
  link.searchParams.set("run", run);
  if (edits.length) link.searchParams.set("edits", JSON.stringify(edits));
  else link.searchParams.delete("edits");
  for (const name of ["once", "yearly"]) {
    const { value } = find(`#${name}`);
    if (value === "") link.searchParams.delete(name);
    else link.searchParams.set(name, value);
  }
  history.replaceState(null, "", link);
  showChosen();
  clearTimeout(timer);
  timer = setTimeout(predict, wait);
}

function showChosen(words = []) {
  find("#chosen").replaceChildren(
    ...[...chosen.entries()].map(([key, edit], place) => {
      const text = words[place] ?? keyOf(edit).split("|").filter(Boolean).join(": ").replaceAll("_", " ");
      const gone = element("button", { type: "button", textContent: "×" });
      gone.setAttribute("aria-label", `Take back: ${text}`);
      gone.addEventListener("click", () => {
        chosen.delete(key);
        showLevers();
        changed(0);
      });
      return element("li", {}, text, gone);
    }),
  );
}

/** Return what a person says that it costs; nothing: the plant's own prices count. */
function cost() {
  const [once, year] = ["#once", "#yearly"].map((name) => find(name).value);
  return once === "" && year === "" ? null : { once: Number(once || 0), per_year: Number(year || 0) };
}

async function predict() {
  const mine = ++asked;
  const edits = [...chosen.values()];
  if (!edits.length) {
    find("#effects").hidden = find("#csv").hidden = true;
    find("#grounds").textContent = "";
    told.textContent = "Nothing is chosen: this is the plant as it is.";
    return;
  }
  told.textContent = "Trying it on the twin…";
  try {
    const found = await ask("POST", `/api/plants/${plant}/what-if`, { run, edits, cost: cost() });
    if (mine === asked) show(found);
  } catch (error) {
    if (mine === asked) told.textContent = error.told?.() ?? String(error);
  }
}

function show(found) {
  last = found;
  showChosen(found.words);
  told.textContent = found.price === null ? "" : `Costs ${found.price.toLocaleString()} once and in the first year.`;
  const rows = Object.keys(WORDS).filter((name) => name !== "payback" || found.effects.payback.value !== null);
  find("#effects tbody").replaceChildren(...rows.map((name) => effectRow(name, found.effects[name])));
  find("#effects").hidden = find("#csv").hidden = false;
  const refits = found.refits > 1 ? ` and ${found.refits} plants that this one might be` : "";
  find("#grounds").textContent = [`${found.runs} pairs of runs on the same random numbers${refits}; seed ${found.seed}; ${found.seconds.toFixed(1)} s.`, ...found.doubts].join(" ");
}

function effectRow(name, one) {
  const unit = one.unit === "1" ? "" : ` ${one.unit}`;
  const value = one.value === null ? "not known" : `${number(one.value, name !== "payback")}${unit}`;
  const interval = one.low === null ? "" : `${number(one.low, true)} to ${number(one.high, true)}`;
  const bar = element("td", { className: "bar" });
  if (one.value !== null && one.low !== null && name !== "payback") bar.append(drawing(one, BETTER[name]));
  const head = element("th", { scope: "row", textContent: WORDS[name] });
  return element("tr", {}, head, element("td", { className: "number", textContent: value }), element("td", { className: "number", textContent: interval }), bar);
}

function drawing(one, better) {
  const space = "http://www.w3.org/2000/svg";
  const most = Math.max(Math.abs(one.low), Math.abs(one.high), 1);
  const at = (value) => 50 + (46 * (better || 1) * value) / most; // whether busier people are better nobody can say for them
  const made = document.createElementNS(space, "svg");
  made.setAttribute("viewBox", "0 0 100 14");
  made.setAttribute("preserveAspectRatio", "none");
  made.setAttribute("aria-hidden", "true");
  const [low, high] = [Math.min(at(one.low), at(one.high)), Math.max(at(one.low), at(one.high))];
  const color = !better ? "var(--faint)" : low > 50 ? "var(--good)" : high < 50 ? "var(--bad)" : "var(--faint)";
  const shapes = [["line", { x1: 50, x2: 50, y1: 0, y2: 14, stroke: "var(--line)" }], ["line", { x1: low, x2: high, y1: 7, y2: 7, stroke: color, "stroke-width": 2 }], ["rect", { x: at(one.value) - 1, y: 3, width: 2, height: 8, fill: color }]];
  for (const [name, attributes] of shapes) {
    const shape = document.createElementNS(space, name);
    for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, value);
    made.append(shape);
  }
  return made;
}

// --- budget and start -----------------------------------------------------------------------------------------------

find("#budget").addEventListener("submit", async (event) => {
  event.preventDefault();
  const [list, said] = [find("#paid"), find("#paid-told")];
  list.replaceChildren();
  try {
    const found = await ask("POST", `/api/plants/${plant}/within-budget`, { run, budget: Number(find("#amount").value) });
    said.textContent = `${found.paid.length} ranked changes can be paid for; ${found.left_out} cost more, or nobody knows what they cost.`;
    for (const one of [...found.together, ...found.paid]) {
      const button = element("button", { type: "button", className: "quiet", textContent: "Take" });
      button.setAttribute("aria-label", `Take: ${one.name}`);
      button.addEventListener("click", () => take(one.edits));
      list.append(element("li", {}, button, one.name, element("small", { textContent: one.price === null ? "" : one.price.toLocaleString() })));
    }
  } catch (error) {
    said.textContent = error.told?.() ?? String(error);
  }
});

for (const name of ["#once", "#yearly"]) find(name).addEventListener("input", () => changed(400));
find("#none").addEventListener("click", () => take([]));
find("#csv").addEventListener("click", () => {
  const lines = [["measure", "effect", "low", "high", "unit"], ...Object.entries(last.effects).map(([name, one]) => [name, one.value ?? "", one.low ?? "", one.high ?? "", one.unit])];
  const address = URL.createObjectURL(new Blob([lines.map((one) => one.join(",")).join("\r\n")], { type: "text/csv" }));
  element("a", { href: address, download: "what-if.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
});
for (const button of document.querySelectorAll("[data-edits]")) button.addEventListener("click", () => take(JSON.parse(button.dataset.edits)));

function linked() {
  try {
    const edits = JSON.parse(new URL(location).searchParams.get("edits") ?? "[]");
    return Array.isArray(edits) ? edits.filter((one) => one && typeof one === "object" && Object.values(one)[0] instanceof Object) : [];
  } catch {
    told.textContent = "The address holds no changes that can be read; choose anew.";
    return [];
  }
}

known = await ask("GET", `/api/plants/${plant}/levers?run=${run}`);
find("#center").append(...known.work_centers.map((one) => element("option", { value: one.id, textContent: one.id })));
find("#center").addEventListener("change", showLevers);
for (const name of ["once", "yearly"]) find(`#${name}`).value = new URL(location).searchParams.get(name) ?? "";
const first = linked();
if (first.length) take(first);
else showLevers();
box.dataset.ready = "yes";
