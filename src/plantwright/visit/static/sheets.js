// The panel of the observation sheets: which one is open, its hint, and its form.
import { filled, h } from "./dom.js";
import { standardWork, yamazumi } from "./work.js";
import { timeStudy } from "./timing.js";
import { bottleneckWalk, wasteWalk } from "./walks.js";

const FORMS = {
  bottleneck_walk: bottleneckWalk, waste_walk: wasteWalk, time_study: timeStudy, standard_work: standardWork, yamazumi,
};
const LINES = {
  bottleneck_walk: "seen", waste_walk: "found", time_study: "cycles", standard_work: "elements", yamazumi: "bars",
};

export class Sheets {
  constructor(site, panel) {
    this.site = site;
    const { speech, visit, work } = site;
    this.kinds = visit.sheets;
    for (const kind of this.kinds) {
      work.sheets[kind] ??= globalThis.plantwrightGrade.blank(kind, work.visitor, visit.window);
    }
    const name = h("input", {
      type: "text", maxlength: 60, value: work.visitor, "aria-label": speech.say("your_name"), id: "visitor", oninput: () => {
        work.visitor = name.value.trim();
        site.changed();
      },
    });
    this.buttons = h("div", { class: "cards", role: "group", "aria-label": speech.say("tab_sheets") });
    this.body = h("div");
    filled(panel, h("p", {}, h("label", {}, `${speech.say("your_name")} `, name)), this.buttons, this.body);
    this.open(this.kinds.includes(work.open) ? work.open : this.kinds[0]);
  }

  open(kind) {
    const { speech, visit, work } = this.site;
    work.open = kind;
    this.kind = kind;
    filled(this.buttons, ...this.kinds.map((one) => h("button", {
      type: "button", "aria-pressed": String(one === kind), "data-sheet": one, onclick: () => {
        this.open(one);
        this.buttons.querySelector(`[data-sheet="${one}"]`).focus();
      },
    }, speech.say(`sheet_${one}`))));
    this.form = FORMS[kind](this.site, work.sheets[kind], () => this.site.changed());
    const hint = visit.hints
      ? h("details", {}, h("summary", {}, speech.say("hint")), h("p", {}, speech.say(`hint_${kind}`)))
      : null;
    filled(this.body, h("p", {}, speech.say(`about_${kind}`)), hint, this.form.element);
  }

  update() {
    this.form.update?.();
  }

  chosen() {
    this.form.chosen?.();
  }
}

// Whether anything stands in a sheet.
export function isFilled(sheet) {
  return sheet[LINES[sheet.sheet]].length > 0 || Boolean(sheet.first ?? sheet.takt);
}
