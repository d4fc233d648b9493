// The panel that follows one order.
import { filled, h } from "./dom.js";
import { journeyOf, PARTS, partsOf, stepAt } from "./journey.js";
import { paintLetter } from "./watch.js";

const FOUND = 12;

export class Follow {
  constructor(site, panel) {
    this.site = site;
    const { speech } = site;
    this.search = h("input", {
      type: "search", "aria-label": speech.say("find_order"), placeholder: speech.say("find_order"), autocomplete: "off",
      oninput: () => this.find(),
      onkeydown: (event) => {
        if (event.key === "Enter" && this.found?.length) {
          site.follow(this.found[0]);
        }
      },
    });
    this.hits = h("div", { class: "cards" });
    this.body = h("div");
    filled(panel, h("p", { class: "note" }, speech.say("follow_how")), this.search, this.hits, this.body);
    this.find();
  }

  find() {
    const wanted = this.search.value.trim().toLowerCase();
    const { orders } = this.site.replay.track;
    this.found = [];
    for (let at = 0; at < orders.length && this.found.length < FOUND; at += 1) {
      if (wanted && orders[at].toLowerCase().includes(wanted)) {
        this.found.push(at + 1);
      }
    }
    const shown = this.found.length ? this.found : wanted ? [] : this.onFloor();
    filled(this.hits, ...shown.map((order) => h("button", {
      type: "button", "data-order": orders[order - 1], onclick: () => this.site.follow(order),
    }, orders[order - 1])));
    if (wanted && !shown.length) {
      filled(this.hits, h("span", { class: "note" }, this.site.speech.say("no_order")));
    }
  }

  // Some orders that stations work on just now.
  onFloor() {
    const { replay, clock } = this.site;
    const orders = replay.held.flatMap((one) => one.at(clock.time, 1)).map((row) => replay.track.order[row]);
    return [...new Set(orders.filter((one) => one > 0))].slice(0, FOUND);
  }

  choose(order) {
    this.order = order;
    this.journey = journeyOf(this.site.replay.track, order);
    this.build();
    this.update(this.site.clock.time);
  }

  build() {
    const { replay, speech, clock } = this.site;
    const { steps, released, completed, due } = this.journey;
    const when = (time) => (time === null ? speech.say("not_in_window") : speech.short.format(this.site.moment(time)));
    const begin = released ?? steps[0].ready ?? steps[0].start ?? 0;
    this.bar = h("div", { class: "parts", "aria-hidden": "true" });
    this.list = h("ol", { class: "steps" });
    this.told = h("p", { class: "note" });
    this.lines = steps.map((step) => this.line(step));
    filled(this.list, ...this.lines.map((one) => one.item));
    filled(
      this.body,
      h("h2", {}, replay.track.orders[this.order - 1]),
      h("dl", { class: "facts" },
        h("dt", {}, speech.say("product")), h("dd", {}, replay.track.products[replay.track.product[steps[0].row] - 1] ?? "–"),
        h("dt", {}, speech.say("released")), h("dd", {}, when(released)),
        h("dt", {}, speech.say("completed")), h("dd", {}, when(completed)),
        ...(due === null ? [] : [h("dt", {}, speech.say("due")), h("dd", {}, when(due))])),
      h("div", { class: "cards" },
        h("button", { type: "button", onclick: () => clock.seek(begin) }, speech.say("to_release")),
        h("button", { type: "button", onclick: () => this.next() }, speech.say("next_step")),
        h("button", { type: "button", onclick: () => this.site.follow(0) }, speech.say("stop_following"))),
      this.bar, this.told, this.list,
    );
  }

  line(step) {
    const { replay, speech, clock } = this.site;
    const letter = h("span", { class: "letter", "aria-hidden": "true" });
    paintLetter(letter, step.kind === "setup" ? "setup" : "process", this.site);
    const [name] = replay.track.stations[step.station];
    const wait = step.ready === null || step.start === null ? 0 : step.start - step.ready;
    const what = [step.operation, wait > 0 ? speech.say("waited", { time: speech.length(wait * replay.tick) }) : ""];
    const lasts = step.start === null || step.end === null ? "…" : speech.length((step.end - step.start) * replay.tick);
    const at = Math.max(step.start ?? step.left, 0);
    const item = h("li", {},
      letter,
      h("span", {}, h("button", { type: "button", class: "link", onclick: () => clock.seek(at) }, name), " ",
        h("small", {}, what.filter(Boolean).join(" · "))),
      h("span", {}, lasts));
    return { item, step };
  }

  // Goes to the begin of the next step that the window holds.
  next() {
    const { clock } = this.site;
    const later = this.journey.steps.find((one) => one.start !== null && one.start > clock.time + 0.5);
    clock.seek(later ? later.start : this.journey.completed ?? clock.span);
  }

  update(time) {
    if (!this.order) {
      return;
    }
    const at = stepAt(this.journey, time);
    this.lines.forEach((one, place) => one.item.classList.toggle("now", place === at));
    const parts = partsOf(this.journey, time);
    const whole = PARTS.reduce((sum, one) => sum + parts[one], 0);
    const { speech, replay, floor } = this.site;
    filled(this.bar, ...PARTS.filter((one) => parts[one] > 0).map((one) => {
      const piece = h("i");
      piece.style.flex = String(parts[one] / whole);
      piece.style.background = floor.look.states[one];
      return piece;
    }));
    this.told.textContent = whole > 0
      ? PARTS.filter((one) => parts[one] > 0)
        .map((one) => `${speech.say(one)} ${speech.length(parts[one] * replay.tick)}`).join(" · ")
      : speech.say("not_yet");
  }
}
