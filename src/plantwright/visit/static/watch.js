// What is seen at stations: the list that stands for the picture, and one station closely.
import { filled, h } from "./dom.js";
import { readable, strips } from "./paint.js";
import { STATES } from "./states.js";

const BACK = 8 * 3600; // s that the strip of a station looks back
const NAMED = 8;

export class Watch {
  // `site`: replay, clock, floor, speech, letters, look(), choose(station), follow(order).
  constructor(site, list, panel) {
    this.site = site;
    this.panel = panel;
    this.rows = site.replay.track.stations.map(([name], station) => {
      const letter = h("span", { class: "letter", "aria-hidden": "true" });
      const what = h("small");
      const button = h("button", {
        type: "button", "aria-pressed": "false", "data-station": name, onclick: () => site.choose(station),
      }, letter, h("span", {}, name, what));
      return { letter, what, button, seen: "" };
    });
    filled(list, ...this.rows.map((one) => h("li", {}, one.button)));
  }

  // Tells a station in words.
  words(station, time) {
    const { replay, speech } = this.site;
    const state = speech.say(STATES[replay.stateAt(station, time)]);
    return speech.say("state_and_queue", { state, n: speech.number(replay.queueAt(replay.home[station], time)) });
  }

  update(time) {
    this.rows.forEach((one, station) => this.updateRow(one, station, time));
    this.updateStation(time);
  }

  updateRow(one, station, time) {
    const state = STATES[this.site.replay.stateAt(station, time)];
    const words = this.words(station, time);
    const chosen = String(station === this.site.floor.chosen);
    if (one.seen !== words + chosen + state) {
      one.seen = words + chosen + state;
      paintLetter(one.letter, state, this.site);
      one.what.textContent = words;
      one.button.setAttribute("aria-pressed", chosen);
    }
  }

  updateStation(time) {
    const { replay, floor, speech } = this.site;
    const station = floor.chosen;
    if (station < 0) {
      filled(this.panel, h("p", { class: "note" }, speech.say("choose_station")));
      return;
    }
    if (this.shown !== station) {
      this.shown = station;
      this.build(station);
    }
    const state = STATES[replay.stateAt(station, time)];
    const since = Math.max(replay.states[station].since(time), 0);
    paintLetter(this.letter, state, this.site);
    this.state.textContent = speech.say("state_since", {
      state: speech.say(state), time: speech.short.format(this.site.moment(since)),
    });
    const rows = replay.rowsAt(station, time, NAMED);
    filled(this.works, ...(rows.length ? rows.map((row) => this.work(row)) : ["–"]));
    const waiting = replay.waitingAt(replay.home[station], time, NAMED);
    const count = replay.queueAt(replay.home[station], time);
    const names = waiting.map((row) => this.orderButton(row));
    const rest = count > waiting.length ? [` ${speech.say("and_more", { n: speech.number(count - waiting.length) })}`] : [];
    filled(this.queue, h("b", {}, speech.number(count)), " ", ...names, ...rest);
    this.strip(station, time);
  }

  build(station) {
    const { replay, speech } = this.site;
    const [name, center] = replay.track.stations[station];
    [this.letter, this.state] = [h("span", { class: "letter", "aria-hidden": "true" }), h("span")];
    [this.works, this.queue] = [h("dd"), h("dd")];
    this.canvas = h("canvas", { role: "img", "aria-label": speech.say("strip_of", { station: name }) });
    [this.low, this.high] = [h("span"), h("span")];
    filled(
      this.panel,
      h("h2", {}, name),
      h("p", { class: "row" }, this.letter, this.state),
      h("dl", { class: "facts" },
        h("dt", {}, speech.say("work_center")), h("dd", {}, replay.track.centers[center]),
        h("dt", {}, speech.say("works_on")), this.works,
        h("dt", {}, speech.say("waits_for")), this.queue),
      h("div", { class: "strip" }, this.canvas),
      h("div", { class: "ends" }, this.low, this.high),
    );
  }

  work(row) {
    const { track } = this.site.replay;
    const { speech } = this.site;
    const pieces = track.quantity[row] > 0 ? speech.say("pieces", { n: speech.number(track.quantity[row], 2) }) : "";
    const parts = [track.products[track.product[row] - 1], track.operations[track.operation[row] - 1], pieces].filter(Boolean);
    return h("span", {}, track.order[row] ? this.orderButton(row) : "", ` ${parts.join(" · ")} `);
  }

  orderButton(row) {
    const { track } = this.site.replay;
    const order = track.order[row];
    const name = track.orders[order - 1];
    return h("button", {
      type: "button", class: "link", onclick: () => this.site.follow(order),
      "aria-label": this.site.speech.say("follow_order", { order: name }),
    }, name);
  }

  strip(station, time) {
    const { replay, speech } = this.site;
    const from = Math.max(time - BACK / replay.tick, 0);
    const to = Math.max(time, from + 60 / replay.tick);
    const width = Math.max(this.panel.clientWidth, 80);
    strips(this.canvas, [replay.states[station].pieces(from, time)], from, to, this.site.floor.look, width, 20);
    this.low.textContent = speech.short.format(this.site.moment(from));
    this.high.textContent = speech.short.format(this.site.moment(to));
  }
}

export function paintLetter(place, state, site) {
  const color = site.floor.look.states[state];
  place.textContent = site.letters[state];
  place.style.background = color;
  place.style.color = readable(color);
}

export function legend(place, site) {
  filled(place, ...STATES.slice().reverse().map((state) => {
    const letter = h("span", { class: "letter", "aria-hidden": "true" });
    paintLetter(letter, state, site);
    return h("span", {}, letter, site.speech.say(state));
  }));
}
