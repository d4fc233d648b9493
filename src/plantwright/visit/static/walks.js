// The two walks: which work center holds the floor back, and where the eight wastes are.
import { amount, choice, filled, h } from "./dom.js";
import { stopwatchBox } from "./stopwatch.js";

const SEEN = ["busy", "setup", "blocked", "starved", "down"];
export const WASTES = [
  "transport", "inventory", "motion", "waiting", "overproduction", "over_processing", "defects", "unused_skills",
];

export function bottleneckWalk(site, sheet, changed) {
  const { speech, replay } = site;
  const centers = [["", speech.say("not_chosen")], ...replay.track.centers.map((one) => [one, one])];
  const named = (key) => h("p", {}, h("label", {}, `${speech.say(key)} `, choice(
    speech.say(key), centers, sheet[key] ?? "", (value) => {
      sheet[key] = value || null;
      changed();
    })));
  const looks = h("div");
  const table = h("div", { class: "scroll" });
  const redraw = () => {
    filled(looks, ...tally(site, sheet, redraw, changed));
    filled(table, ...seenTable(site, sheet, changed));
  };
  redraw();
  return { element: h("div", {}, looks, table, named("first"), named("second")), chosen: redraw };
}

function lineOf(sheet, station) {
  let line = sheet.seen.find((one) => one.station === station);
  if (!line) {
    line = { station, ...Object.fromEntries(SEEN.map((one) => [one, 0])) };
    sheet.seen.push(line);
  }
  return line;
}

function tally(site, sheet, redraw, changed) {
  const { speech, floor, replay } = site;
  if (floor.chosen < 0) {
    return [h("p", { class: "note" }, speech.say("choose_to_look"))];
  }
  const [name] = replay.track.stations[floor.chosen];
  const note = (state) => {
    lineOf(sheet, name)[state] += 1;
    redraw();
    changed();
    site.said(speech.say("noted", { what: `${name}: ${speech.say(`seen_${state}`)}` }));
  };
  return [
    h("p", {}, speech.say("what_do_you_see", { station: name })),
    h("div", { class: "cards" }, ...SEEN.map((state) => h("button", {
      type: "button", "data-look": state, onclick: () => note(state),
    }, speech.say(`seen_${state}`)))),
  ];
}

function seenTable(site, sheet, changed) {
  const { speech } = site;
  if (!sheet.seen.length) {
    return [];
  }
  const heads = ["station", ...SEEN.map((one) => `seen_${one}`)];
  const cell = (line, state) => h("td", {}, amount(
    `${line.station}: ${speech.say(`seen_${state}`)}`, line[state], (value) => {
      line[state] = value ?? 0;
      changed();
    }, { class: "small" }));
  return [h("table", {},
    h("thead", {}, h("tr", {}, ...heads.map((one) => h("th", { scope: "col" }, speech.say(one))))),
    h("tbody", {}, ...sheet.seen.map((line) => h("tr", {},
      h("th", { scope: "row" }, line.station), ...SEEN.map((state) => cell(line, state))))))];
}

export function wasteWalk(site, sheet, changed) {
  const { speech, replay } = site;
  const stations = [["", speech.say("whole_floor")], ...replay.track.stations.map(([one]) => [one, one])];
  const list = h("div");
  const line = (one, place) => h("div", { class: "box" },
    h("div", { class: "row" },
      choice(speech.say("waste"), WASTES.map((some) => [some, speech.say(`waste_${some}`)]), one.waste, (value) => {
        one.waste = value;
        changed();
      }),
      choice(speech.say("station"), stations, one.station ?? "", (value) => {
        one.station = value || null;
        changed();
      }),
      h("label", {}, `${speech.say("seconds_of")} `, amount(speech.say("seconds_of"), one.seconds, (value) => {
        one.seconds = value ?? 0;
        changed();
      })),
      remove(site, sheet.found, place, redraw, changed)));
  const redraw = () => filled(list, ...sheet.found.map(line));
  const add = () => {
    const station = site.floor.chosen >= 0 ? replay.track.stations[site.floor.chosen][0] : null;
    sheet.found.push({ waste: "waiting", station, seconds: Math.round(site.watch.seconds()), note: "" });
    redraw();
    changed();
  };
  redraw();
  const button = h("button", { type: "button", "data-add": "waste", onclick: add }, speech.say("add_waste"));
  const watch = stopwatchBox(site);
  return { element: h("div", {}, watch.element, list, button), update: watch.update };
}

export function remove(site, lines, place, redraw, changed) {
  return h("button", {
    type: "button", "aria-label": site.speech.say("remove_line", { n: place + 1 }), onclick: () => {
      lines.splice(place, 1);
      redraw();
      changed();
    },
  }, "✕");
}
