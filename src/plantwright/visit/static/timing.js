// The time study: cycles of one station with a stopwatch.
import { amount, choice, filled, h } from "./dom.js";
import { stopwatchBox } from "./stopwatch.js";
import { remove } from "./walks.js";

export function timeStudy(site, sheet, changed) {
  const { speech, replay } = site;
  const { stations, products } = replay.track;
  const list = h("div", { class: "scroll" });
  const mean = h("p", { class: "points", "aria-live": "polite" });
  const redraw = () => {
    filled(list, cycleTable(site, sheet, redraw, changed));
    mean.textContent = meanWords(site, sheet);
  };
  const watch = stopwatchBox(site, (seconds) => {
    if (seconds !== null) {
      sheet.cycles.push({ seconds, pieces: piecesNow(site, sheet) });
      redraw();
      changed();
    }
  });
  const pick = (key, choices) => h("p", {}, h("label", {}, `${speech.say(key)} `, choice(
    speech.say(key), choices, sheet[key] ?? "", (value) => {
      sheet[key] = value || null;
      if (key === "station" && value) {
        site.choose(stations.findIndex(([name]) => name === value));
      }
      changed();
    })));
  redraw();
  const element = h("div", {},
    pick("station", [["", speech.say("not_chosen")], ...stations.map(([one]) => [one, one])]),
    pick("product", [["", speech.say("any_product")], ...products.map((one) => [one, one])]),
    watch.element, mean, list);
  return { element, update: watch.update };
}

// The pieces of the lot on the station now, or a moment ago: a cycle ends when its lot leaves.
function piecesNow(site, sheet) {
  const { replay, clock } = site;
  const station = replay.track.stations.findIndex(([name]) => name === sheet.station);
  if (station < 0) {
    return 1;
  }
  const rows = [...replay.rowsAt(station, clock.time - 1), ...replay.rowsAt(station, clock.time)];
  return rows.length && replay.track.quantity[rows[0]] > 0 ? replay.track.quantity[rows[0]] : 1;
}

function cycleTable(site, sheet, redraw, changed) {
  const { speech } = site;
  const cell = (one, place, key) => h("td", {}, amount(`${speech.say(`${key}_column`)} ${place + 1}`, one[key], (value) => {
    one[key] = value > 0 ? value : one[key];
    redraw();
    changed();
  }));
  const heads = ["cycle", "seconds_column", "pieces_column"];
  const lines = sheet.cycles.map((one, place) => h("tr", {},
    h("th", { scope: "row" }, String(place + 1)), cell(one, place, "seconds"), cell(one, place, "pieces"),
    h("td", {}, remove(site, sheet.cycles, place, redraw, changed))));
  return h("div", {},
    lines.length ? h("table", {},
      h("thead", {}, h("tr", {}, ...heads.map((one) => h("th", { scope: "col" }, speech.say(one))), h("td"))),
      h("tbody", {}, ...lines)) : null,
    h("button", {
      type: "button", "data-add": "cycle", onclick: () => {
        sheet.cycles.push({ seconds: 60, pieces: 1 });
        redraw();
        changed();
      },
    }, speech.say("add_cycle")));
}

function meanWords(site, sheet) {
  const { speech } = site;
  const found = globalThis.plantwrightGrade.meanInterval(sheet.cycles.map((one) => one.seconds));
  if (!found || found.mean === null || !sheet.cycles.length) {
    return speech.say("no_cycles");
  }
  const told = { n: found.n, mean: speech.length(found.mean) };
  return found.low === null || found.low === undefined
    ? speech.say("mean_of", told)
    : speech.say("mean_with_interval", { ...told, low: speech.length(found.low), high: speech.length(found.high) });
}
