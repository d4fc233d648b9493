// A stopwatch on the floor's own time, so that no one has to wait as long as the floor did.
import { filled, h } from "./dom.js";

export class Stopwatch {
  constructor(clock) {
    this.clock = clock;
    this.began = null;
    this.last = null;
  }

  running() {
    return this.began !== null;
  }

  // Seconds of the floor since the start, or of the last lap once stopped.
  seconds() {
    return this.running() ? Math.max((this.clock.time - this.began) * this.clock.tick, 0) : this.last ?? 0;
  }

  start() {
    [this.began, this.last] = [this.clock.time, null];
  }

  // Ends a lap and begins the next one at once; nothing where no time has passed.
  lap() {
    const passed = this.seconds();
    if (!this.running() || passed <= 0) {
      return null;
    }
    this.start();
    return rounded(passed, this.clock.tick);
  }

  stop() {
    const passed = this.seconds();
    [this.began, this.last] = [null, rounded(passed, this.clock.tick)];
    return this.last;
  }
}

function rounded(seconds, tick) {
  return Number((Math.round(seconds / tick) * tick).toFixed(3));
}

// The stopwatch with its buttons; `onlap(seconds)` makes it one that counts laps.
export function stopwatchBox(site, onlap = null) {
  const { speech, watch } = site;
  const face = h("span", { class: "watch", "data-watch": "" });
  const row = h("div", { class: "row" });
  const update = () => {
    face.textContent = speech.length(watch.seconds());
  };
  const button = (key, name, run, more = {}) => h("button", {
    type: "button", "data-watch-button": name, onclick: () => {
      run();
      redraw();
      row.querySelector(`[data-watch-button="${name}"]`)?.focus();
    }, ...more,
  }, speech.say(key));
  const redraw = () => {
    const buttons = watch.running()
      ? [onlap ? button("lap", "lap", () => onlap(watch.lap()), { class: "main" }) : null, button("stop", "stop", () => watch.stop())]
      : [button("start_watch", "start", () => watch.start(), { class: "main" })];
    filled(row, face, ...buttons);
    update();
  };
  redraw();
  return { element: h("div", { class: "box", role: "group", "aria-label": speech.say("stopwatch") }, row), update };
}
