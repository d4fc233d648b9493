// The page Floor: one clock, one floor or two; what is shown, when and how fast stands in the address.

import { Clock, SPEEDS } from "./visit/clock.js";
import { Deck } from "./visit/deck.js";
import { h } from "./visit/dom.js";
import { Floor } from "./visit/floor.js";
import { Frames } from "./visit/frames.js";
import { Replay } from "./visit/replay.js";
import { Speech } from "./visit/speak.js";
import { readTrack } from "./visit/track.js";
import { legend, Watch } from "./visit/watch.js";

const at = (id) => document.getElementById(id);
const root = at("replay");
const { text, letters, colors } = JSON.parse(root.dataset.told);
const form = at("what");
const asked = new URLSearchParams(location.search);
const OFTEN = 250; // ms between two updates of words
const NAMES = { recorded: "Recorded", twin: "The twin as it is", changed: "The twin with the change" };

for (const name of ["from", "to", "beside"]) if (asked.get(name)) form.elements[name].value = asked.get(name);
form.addEventListener("submit", (event) => {
  event.preventDefault();
  for (const name of ["from", "to", "beside"]) set(name, form.elements[name].value);
  asked.delete("t");
  location.search = asked;
});

// Which sides are shown, each with what its track is asked by.
function sides() {
  const [first, second] = (asked.get("beside") ?? "").split("-");
  if (first === "recorded") return [["recorded"], ["twin"]];
  if (first === "twin") return [["twin"], ["changed", second]];
  return [["recorded"]];
}

function address([side, change]) {
  const query = new URLSearchParams({ side });
  for (const name of ["from", "to"]) if (asked.get(name)) query.set(name, asked.get(name));
  if (change) query.set("change", change);
  return `/api/runs/${root.dataset.run}/track?${query}`;
}

// The recorded time of every station in every state, of the stretch that is replayed.
function statesAddress(track, since) {
  const query = new URLSearchParams({ from: since * 1000, to: Math.round((since + track.span * track.tick * 1000) * 1000) });
  return `/api/runs/${root.dataset.run}/gantt/table?${query}`;
}

async function replayOf(side) {
  const answer = await fetch(address(side));
  if (!answer.ok) {
    const said = await answer.json();
    throw new Error([said.error, ...(said.problems ?? [])].join("\n"));
  }
  return new Replay(await readTrack(await answer.text()));
}

async function open() {
  const shown = sides();
  const replays = await Promise.all(shown.map(replayOf));
  const { track } = replays[0];
  for (const other of replays.slice(1)) standAlike(other.track, track);
  const clock = new Clock(track.span, track.tick);
  const speech = new Speech(text, document.documentElement.lang, track.zone);
  const since = Date.parse(track.since);
  const shared = {
    clock, speech, letters, frames: new Frames(), still: matchMedia("(prefers-reduced-motion: reduce)").matches,
    moment: (time) => new Date(since + Math.round(time * track.tick * 1000)),
  };
  clock.speed = Number(asked.get("speed")) || SPEEDS.find((one) => one >= (track.span * track.tick) / 300) || SPEEDS.at(-1);
  clock.time = Math.min(Number(asked.get("t") ?? 0) / track.tick, track.span);
  span(shared, track);
  at("stage").hidden = false;
  at("status").textContent = "";
  const floors = shown.map((side, n) => sideOf(shared, replays[n], side[0], track.tick));
  shared.floor = floors[0].floor;
  const deck = new Deck(shared, Object.fromEntries(["play", "back", "on", "scrub", "speed", "now"].map((one) => [one, at(one)])));
  at("track").href = address(shown[0]);
  at("csv").href = statesAddress(track, since);
  at("csv").hidden = shown[0][0] !== "recorded"; // the twin's weeks are made for the replay alone
  at("png").addEventListener("click", () => keep(floors));
  clock.heard(() => remember(shared));
  fit(floors);
  legend(at("legend"), floors[0].site);
  run(shared, floors, deck);
  window.plantwright = { frames: () => shared.frames.report(), clock, floors: floors.map((one) => one.floor), ready: true };
}

// The form says which stretch is shown, in the plant's own time, where nobody asked for another.
function span(shared, track) {
  const local = new Intl.DateTimeFormat("sv-SE", { timeZone: track.zone, dateStyle: "short", timeStyle: "short" });
  const minute = (moment) => local.format(moment).replace(" ", "T");
  const ends = { from: shared.moment(0), to: new Date(shared.moment(track.span).getTime() + 59_999) };
  for (const [name, moment] of Object.entries(ends)) form.elements[name].value ||= minute(moment);
}

// Work centers of one name stand at one place on both floors, so that the eye compares what differs.
function standAlike(track, first) {
  const places = track.centers.map((name) => first.map.places[first.centers.indexOf(name)]);
  if (places.every(Boolean)) track.map.places = places;
}

function sideOf(shared, replay, side, tick) {
  const parts = {
    canvas: h("canvas", { role: "img", "aria-label": `${NAMES[side]}: map of the floor; the list of stations tells the same` }),
    wip: h("p", { class: "wip" }), station: h("div", { "aria-live": "off" }), list: h("ul", { class: "stations" }),
  };
  at("floors").append(h("section", { class: "card", "aria-label": NAMES[side] },
    h("h2", {}, NAMES[side]), parts.wip, h("div", { class: "scene" }, parts.canvas), parts.station,
    h("details", {}, h("summary", {}, "Stations in words"), parts.list)));
  const site = { ...shared, replay };
  site.floor = new Floor(parts.canvas, replay, {
    colors, letters, still: shared.still, height: () => 0, onchoose: (station) => site.choose(station),
  });
  site.choose = (station) => { site.floor.chosen = station; shared.stale = true; };
  site.follow = (order) => { site.floor.order = site.floor.order === order ? 0 : order; shared.stale = true; };
  site.moment = (time) => shared.moment((time * replay.tick) / tick);
  return { ...parts, site, floor: site.floor, replay, scale: tick / replay.tick, watch: new Watch(site, parts.list, parts.station) };
}

function fit(floors) {
  for (const one of floors) one.floor.fit(Math.max(one.canvas.parentElement.clientWidth, 260));
}

function run(shared, floors, deck) {
  const { clock, frames } = shared;
  let [last, worded] = [performance.now(), 0];
  const frame = (now) => {
    requestAnimationFrame(frame);
    clock.advance(Math.min((now - last) / 1000, 0.25));
    last = now;
    if (clock.playing || shared.stale) {
      const began = performance.now();
      for (const one of floors) one.floor.draw(clock.time * one.scale, clock.speed / one.replay.tick);
      deck.update(clock.time);
      frames.drawn(began, performance.now());
    }
    if (shared.stale || (clock.playing && now - worded > OFTEN)) {
      floors.forEach((one) => words(shared, one));
      [worded, shared.stale] = [now, false];
    }
  };
  shared.stale = true;
  clock.heard(() => { shared.stale = true; });
  requestAnimationFrame(frame);
  let width = at("floors").clientWidth;
  new ResizeObserver(() => {
    if (at("floors").clientWidth === width) return;
    width = at("floors").clientWidth;
    fit(floors);
    shared.stale = true;
  }).observe(at("floors"));
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    floors.forEach((one) => one.floor.dress());
    shared.stale = true;
  });
}

// Both floors in numbers: what they hold and what they have finished, so that before and after can be told apart.
function words({ clock, speech }, one) {
  const time = clock.time * one.scale;
  const done = one.replay.completions.filter((at) => at <= time).length;
  one.wip.textContent = `${speech.say("on_floor", { n: speech.number(one.replay.wipAt(time)) })} · ${speech.number(done)} finished since the begin`;
  one.watch.update(time);
}

function set(name, value) {
  value ? asked.set(name, value) : asked.delete(name);
}

function remember({ clock }) {
  if (clock.playing) return;
  set("t", (clock.time * clock.tick).toFixed(3));
  set("speed", String(clock.speed));
  history.replaceState(null, "", `?${asked}`);
}

function keep(floors) {
  for (const [n, one] of floors.entries()) h("a", { href: one.canvas.toDataURL("image/png"), download: `floor-${n + 1}.png` }).click();
}

open().catch((error) => {
  at("status").className = "problems";
  at("status").textContent = error.message;
});
