// The panel of results: the grade of each sheet, and the filled sheets as a file.
import { filled, h } from "./dom.js";
import { isFilled } from "./sheets.js";

export const FORM = "plantwright.sheets.1";

// Filled sheets as they are handed in: signed by nothing.
export function handedIn(visit, work) {
  const visitor = work.visitor || "nobody";
  return {
    form: FORM,
    visit: { id: visit.id, name: visit.name, credit: visit.credit, window: visit.window, held: visit.held },
    visitor,
    sheets: visit.sheets.map((kind) => ({ ...work.sheets[kind], visitor, window: visit.window })).filter(isFilled),
  };
}

export class Result {
  constructor(site, panel) {
    this.site = site;
    this.panel = panel;
  }

  update() {
    const { speech, visit, work } = this.site;
    const told = handedIn(visit, work);
    const grades = visit.truth ? told.sheets.map((one) => globalThis.plantwrightGrade.grade(one, visit.truth, visit.words)) : [];
    filled(
      this.panel,
      h("p", { class: "note" }, speech.say(visit.truth ? "formative" : "for_credit")),
      told.sheets.length ? null : h("p", {}, speech.say("nothing_filled")),
      ...grades.map((one) => this.card(one)),
      ...(visit.truth ? [] : told.sheets.map((one) => h("p", { class: "box" }, speech.say(`sheet_${one.sheet}`)))),
      told.sheets.length && !work.visitor ? h("p", {}, speech.say("name_first")) : null,
      this.download(told),
      h("p", { class: "note" }, speech.say(this.site.store.kept ? "kept_here" : "not_kept")),
    );
  }

  card(grade) {
    const { speech, visit } = this.site;
    const bar = h("i");
    bar.style.width = `${Math.round(100 * grade.score)}%`;
    const head = h("h3", {}, speech.say(`sheet_${grade.sheet}`));
    if (!grade.gradable) {
      return h("div", { class: "box", "data-grade": grade.sheet }, head, h("p", {}, grade.summary));
    }
    const points = speech.say("points_of", { points: speech.number(grade.points, 1), of: speech.number(grade.of, 1) });
    return h("div", { class: "box", "data-grade": grade.sheet, "data-score": grade.score },
      head,
      h("p", { class: "points" }, points),
      h("div", { class: "bar", "aria-hidden": "true" }, bar),
      visit.answers ? h("p", {}, grade.summary) : h("p", { class: "note" }, speech.say("answers_later")),
      h("ul", {}, ...grade.parts.map((one) => h("li", {},
        speech.say("points_of", { points: speech.number(one.points, 1), of: speech.number(one.of, 1) }),
        " · ", visit.answers ? one.explanation : speech.say(`criterion_${one.criterion}`)))));
  }

  download(told) {
    const { speech, work } = this.site;
    const name = `${(work.visitor || "visitor").replace(/[^\p{L}\p{N}_-]+/gu, "-")}.sheets.json`;
    return h("p", {}, h("button", {
      type: "button", class: "main", id: "download", disabled: !told.sheets.length || !work.visitor, onclick: () => {
        const url = URL.createObjectURL(new Blob([JSON.stringify(told, null, 1)], { type: "application/json" }));
        h("a", { href: url, download: name }).click();
        setTimeout(() => URL.revokeObjectURL(url), 1000);
      },
    }, speech.say("download")));
  }
}
