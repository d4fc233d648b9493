// The visit: reads its track, draws the floor, and keeps what the visitor notes.
import { Clock, SPEEDS } from "./clock.js";
import { Deck } from "./deck.js";
import { Floor } from "./floor.js";
import { Follow } from "./follow.js";
import { Frames } from "./frames.js";
import { Replay } from "./replay.js";
import { Result } from "./result.js";
import { Sheets } from "./sheets.js";
import { Speech } from "./speak.js";
import { Stopwatch } from "./stopwatch.js";
import { Store } from "./store.js";
import { tabs } from "./tabs.js";
import { readTrack } from "./track.js";
import { legend, Watch } from "./watch.js";

const OFTEN = 250; // ms between two updates of what is words
const STILL = 500; // ms between two pictures where motion is unwanted
const at = (id) => document.getElementById(id);
const told = (id) => JSON.parse(at(id).textContent);

async function open() {
  const visit = told("visit-data");
  const replay = new Replay(await readTrack(at("track").textContent));
  at("track").remove();
  const site = siteOf(visit, replay);
  at("loading").hidden = true;
  at("visit").hidden = false;
  site.floor.fit(roomOf(at("floor")));
  build(site);
  run(site);
  return site;
}

function siteOf(visit, replay) {
  const { track } = replay;
  const speech = new Speech(visit.text, document.documentElement.lang, track.zone);
  const store = new Store(`plantwright.visit.${visit.id}`);
  const begun = store.read();
  const work = { visitor: begun.visitor ?? "", sheets: begun.sheets ?? {}, open: begun.open };
  const clock = new Clock(track.span, track.tick);
  clock.speed = fitSpeed(replay);
  clock.time = Math.min(Math.max(begun.time ?? firstWork(replay), 0), track.span);
  const since = Date.parse(track.since);
  const site = { visit, replay, speech, store, work, clock, letters: visit.letters, frames: new Frames() };
  site.moment = (time) => new Date(since + Math.round(time * track.tick * 1000));
  site.watch = new Stopwatch(clock);
  site.still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  site.floor = new Floor(at("floor"), replay, {
    colors: visit.colors, letters: visit.letters, still: site.still, height: heightFor, onchoose: (station) => site.choose(station),
  });
  site.said = (text) => { at("said").textContent = text; };
  site.changed = () => {
    store.write({ ...work, time: clock.time });
    site.stale = true;
  };
  return site;
}

// The speed at which the median row that a station works on takes about two seconds.
function fitSpeed(replay) {
  const { track } = replay;
  const lasts = [];
  for (let row = 0; row < track.count; row += Math.ceil(track.count / 2000)) {
    lasts.push(track.end[row] - track.start[row]);
  }
  const median = lasts.sort((a, b) => a - b)[lasts.length >> 1] * track.tick;
  return SPEEDS.find((one) => one >= median / 2) ?? SPEEDS[SPEEDS.length - 1];
}

function firstWork(replay) {
  return replay.idleAt(0) ? Math.max(Math.min(replay.nextChange(0), replay.span), 0) : 0;
}

function roomOf(canvas) {
  return Math.max(canvas.parentElement.clientWidth, 280);
}

// On a wide page the floor may be as high as the window leaves it; on a narrow one as high as it must be.
function heightFor(width) {
  return width > 560 ? Math.min(window.innerHeight - 320, width * 0.75) : 0;
}

function build(site) {
  const { clock, floor, replay, speech } = site;
  site.deck = new Deck(site, Object.fromEntries(["play", "back", "on", "scrub", "speed", "now"].map((one) => [one, at(one)])));
  site.list = new Watch(site, at("stations"), at("station"));
  site.follower = new Follow(site, at("panel-follow"));
  site.result = new Result(site, at("panel-result"));
  const openTab = tabs(document.querySelector('[role="tablist"]'), (name) => opened(site, name));
  site.choose = (station) => {
    floor.chosen = station;
    site.sheets?.chosen();
    site.said(`${replay.track.stations[station][0]}: ${site.list.words(station, clock.time)}`);
    site.stale = true;
  };
  site.follow = (order) => {
    floor.order = order;
    site.follower.order = 0;
    if (order) {
      site.follower.choose(order);
      openTab("follow");
      site.said(speech.say("following", { order: replay.track.orders[order - 1] }));
    } else {
      site.follower.body.replaceChildren();
      site.follower.find();
    }
    site.stale = true;
  };
  site.sheets = new Sheets(site, at("panel-sheets"));
  openTab("watch");
  legend(at("legend"), site);
  clock.skip = (time) => (at("skip").checked ? skipped(site, time) : time);
  clock.heard(() => {
    site.stale = true;
    site.store.write({ ...site.work, time: clock.time });
  });
}

function opened(site, name) {
  site.tab = name;
  if (name === "result") {
    site.result.update();
  }
  if (name === "follow" && !site.floor.order) {
    site.follower.find();
  }
  site.stale = true;
}

// Where nothing happens the clock goes to the next change at once, unless a stopwatch runs.
function skipped(site, time) {
  const { replay, clock } = site;
  if (site.watch.running() || !replay.idleAt(clock.time) || !replay.idleAt(time)) {
    return time;
  }
  const next = replay.nextChange(clock.time);
  return Math.max(time, Math.min(next, clock.span));
}

function run(site) {
  const { clock, floor, frames } = site;
  let [last, worded, drawn] = [performance.now(), 0, 0];
  const frame = (now) => {
    requestAnimationFrame(frame);
    clock.advance(Math.min((now - last) / 1000, 0.25));
    last = now;
    const wait = site.still ? STILL : 0;
    if ((clock.playing && now - drawn >= wait) || site.stale) {
      const began = performance.now();
      floor.draw(clock.time, clock.speed / clock.tick);
      site.deck.update(clock.time);
      drawn = now;
      frames.drawn(began, performance.now());
    }
    if (site.stale || (clock.playing && now - worded > Math.max(OFTEN, wait))) {
      words(site);
      worded = now;
      site.stale = false;
    }
  };
  site.stale = true;
  requestAnimationFrame(frame);
  watchPage(site);
}

function words(site) {
  const { clock, speech, replay } = site;
  at("wip").textContent = speech.say("on_floor", { n: speech.number(replay.wipAt(clock.time)) });
  if (site.tab === "watch") {
    site.list.update(clock.time);
  } else if (site.tab === "follow") {
    site.follower.update(clock.time);
  } else if (site.tab === "sheets") {
    site.sheets.update();
  }
}

function watchPage(site) {
  const fit = () => {
    site.floor.fit(roomOf(at("floor")));
    site.stale = true;
  };
  let width = roomOf(at("floor"));
  new ResizeObserver(() => {
    if (Math.abs(roomOf(at("floor")) - width) > 1) {
      width = roomOf(at("floor"));
      fit();
    }
  }).observe(at("floor").parentElement);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => {
    site.floor.dress();
    legend(at("legend"), site);
    site.list.rows.forEach((one) => { one.seen = ""; });
    site.stale = true;
  });
}

const opening = open().then((site) => {
  // For benchmarks and tests: what is drawn, and the clock it is drawn by.
  window.plantwright = {
    frames: () => site.frames.report(), clock: site.clock, replay: site.replay, floor: site.floor, ready: true,
  };
}).catch((error) => {
  at("loading").hidden = true;
  at("failed").hidden = false;
  at("failed").textContent = `${told("visit-data").text.failed} ${error.message}`;
  console.error(error);
});
window.plantwrightOpening = opening;
