// The controls of a clock: play, pause, scrub, speed, and the same by keys.
import { SPEEDS } from "./clock.js";
import { h } from "./dom.js";

const KEYS = {
  " ": (clock) => clock.play(),
  "+": (clock) => clock.faster(1),
  "=": (clock) => clock.faster(1),
  "-": (clock) => clock.faster(-1),
  ArrowRight: (clock, event) => clock.step(stepOf(clock) * (event.shiftKey ? 10 : 1)),
  ArrowLeft: (clock, event) => clock.step(-stepOf(clock) * (event.shiftKey ? 10 : 1)),
  Home: (clock) => clock.seek(0),
  End: (clock) => clock.seek(clock.span),
};

// A step back or on: what passes in half a second.
const stepOf = (clock) => Math.max(clock.speed / 2, clock.tick);

export class Deck {
  // `parts`: the elements play, back, on, scrub, speed, now; `site`: clock, speech, moment(time).
  constructor(site, parts) {
    Object.assign(this, { site, parts });
    const { clock, speech } = site;
    parts.scrub.max = clock.span;
    parts.play.addEventListener("click", () => clock.play());
    parts.back.addEventListener("click", () => clock.step(-stepOf(clock)));
    parts.on.addEventListener("click", () => clock.step(stepOf(clock)));
    parts.scrub.addEventListener("input", () => clock.seek(Number(parts.scrub.value)));
    parts.speed.append(...SPEEDS.map((one) => h("option", { value: one }, speech.say("times", { n: speech.number(one) }))));
    parts.speed.addEventListener("change", () => clock.setSpeed(Number(parts.speed.value)));
    document.addEventListener("keydown", (event) => this.key(event));
    clock.heard(() => this.changed());
    this.changed();
  }

  key(event) {
    const run = KEYS[event.key];
    const typing = event.target.closest?.("input:not([type=range]):not([type=checkbox]), select, textarea, [role=tab]");
    const pressing = event.key === " " && event.target.closest?.("button, summary, input");
    const sliding = event.target.type === "range" && event.key !== " " && event.key !== "+" && event.key !== "-";
    if (run && !typing && !pressing && !sliding && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      run(this.site.clock, event);
    }
  }

  changed() {
    const { clock, speech } = this.site;
    const { play, speed } = this.parts;
    play.classList.toggle("playing", clock.playing);
    play.setAttribute("aria-label", speech.say(clock.playing ? "pause" : "play"));
    speed.value = clock.speed;
  }

  update(time) {
    const { scrub, now } = this.parts;
    const words = this.site.speech.moment.format(this.site.moment(time));
    scrub.value = time;
    scrub.setAttribute("aria-valuetext", words);
    now.textContent = words;
  }
}
