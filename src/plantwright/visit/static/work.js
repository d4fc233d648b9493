// Two tables of work: the standard-work combination of a product, and the yamazumi of the stations.
import { amount, choice, filled, h } from "./dom.js";
import { stopwatchBox } from "./stopwatch.js";
import { remove } from "./walks.js";

const KINDS = ["setup", "manual", "machine", "work", "walk"];

export function standardWork(site, sheet, changed) {
  const { speech, replay } = site;
  const { products, centers } = replay.track;
  const list = h("div");
  const line = (one, place) => h("div", { class: "box row" },
    h("b", {}, String(place + 1)),
    pick(site, "work_center", centers.map((some) => [some, some]), one.work_center, (value) => { one.work_center = value; }, changed),
    pick(site, "kind", KINDS.map((some) => [some, speech.say(`kind_${some}`)]), one.kind, (value) => { one.kind = value; }, changed),
    seconds(site, one, "seconds", changed),
    remove(site, sheet.elements, place, redraw, changed));
  const redraw = () => filled(list, ...sheet.elements.map(line));
  const watch = stopwatchBox(site);
  const add = () => {
    const home = site.floor.chosen >= 0 ? replay.home[site.floor.chosen] : 0;
    const time = Math.round(site.watch.seconds() * 10) / 10;
    sheet.elements.push({ work_center: centers[home], kind: "work", seconds: time });
    redraw();
    changed();
  };
  redraw();
  const product = h("p", {}, h("label", {}, `${speech.say("product")} `, choice(
    speech.say("product"), [["", speech.say("not_chosen")], ...products.map((one) => [one, one])], sheet.product ?? "",
    (value) => {
      sheet.product = value || null;
      changed();
    })));
  const button = h("button", { type: "button", "data-add": "element", onclick: add }, speech.say("add_element"));
  return { element: h("div", {}, product, taktBox(site, sheet, changed), watch.element, list, button), update: watch.update };
}

function pick(site, key, choices, chosen, set, changed) {
  return choice(site.speech.say(key), choices, chosen, (value) => {
    set(value);
    changed();
  });
}

function seconds(site, one, key, changed, after = () => {}) {
  const label = site.speech.say(key === "seconds" ? "seconds_of" : key);
  return h("label", {}, `${label} `, amount(label, one[key], (value) => {
    one[key] = value ?? 0;
    changed();
    after();
  }));
}

function taktBox(site, sheet, changed, after = () => {}) {
  const label = site.speech.say("takt");
  return h("p", {}, h("label", {}, `${label} `, amount(label, sheet.takt, (value) => {
    sheet.takt = value;
    changed();
    after();
  })));
}

export function yamazumi(site, sheet, changed) {
  const { speech, replay } = site;
  const { stations } = replay.track;
  const list = h("div");
  const picture = h("div", { class: "yamazumi", role: "img" });
  const draw = () => stacks(site, sheet, picture);
  const line = (one, place) => h("div", { class: "box row" },
    pick(site, "station", stations.map(([some]) => [some, some]), one.station, (value) => { one.station = value; draw(); }, changed),
    seconds(site, one, "process", changed, draw),
    seconds(site, one, "setup", changed, draw),
    remove(site, sheet.bars, place, redraw, changed));
  const redraw = () => {
    filled(list, ...sheet.bars.map(line));
    draw();
  };
  const add = () => {
    const free = stations.map(([one]) => one).filter((one) => !sheet.bars.some((bar) => bar.station === one));
    const chosen = site.floor.chosen >= 0 ? stations[site.floor.chosen][0] : null;
    sheet.bars.push({ station: free.includes(chosen) ? chosen : free[0] ?? stations[0][0], process: 0, setup: 0 });
    redraw();
    changed();
  };
  redraw();
  const button = h("button", { type: "button", "data-add": "bar", onclick: add }, speech.say("add_bar"));
  return { element: h("div", {}, taktBox(site, sheet, changed, draw), picture, list, button) };
}

// Bars as wide as their seconds, setup behind process, with the takt time as a line.
function stacks(site, sheet, picture) {
  const { speech, floor } = site;
  const top = Math.max(sheet.takt ?? 0, ...sheet.bars.map((one) => one.process + one.setup), 1e-9) * 1.05;
  const part = (value, state) => {
    const piece = h("i");
    piece.style.width = `${(100 * value) / top}%`;
    piece.style.background = floor.look.states[state];
    return piece;
  };
  picture.setAttribute("aria-label", sheet.bars
    .map((one) => `${one.station}: ${speech.length(one.process + one.setup)}`).join(", ") || speech.say("no_bars"));
  filled(picture, ...sheet.bars.map((one) => {
    const bar = h("div", { class: "stack" }, part(one.process, "process"), part(one.setup, "setup"));
    if (sheet.takt) {
      const mark = h("b");
      mark.style.left = `${(100 * sheet.takt) / top}%`;
      bar.append(mark);
    }
    return h("div", { class: "stacked" }, h("span", {}, one.station), bar);
  }));
}
