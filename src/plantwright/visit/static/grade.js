// Grades filled observation sheets against the truth of a log, as plantwright.grade does: the same numbers to 1e-9 and
// the same words. Pure functions, no DOM, no network. It has no import or export, so that it may be inlined as a plain
// script or loaded as a module; either way it defines globalThis.plantwrightGrade.
"use strict";
(() => {
  const [VERSION, ASKED, READING, Z] = [1, 10, 0.01, 1.959963984540054];
  const T = [
    12.706204736, 4.30265273, 3.182446305, 2.776445105, 2.570581836, 2.446911851, 2.364624252, 2.306004135, 2.262157163,
    2.228138852, 2.20098516, 2.17881283, 2.160368656, 2.144786688, 2.131449546, 2.119905299, 2.109815578, 2.10092204,
    2.093024054, 2.085963447, 2.079613845, 2.073873068, 2.06865761, 2.063898562, 2.059538553, 2.055529439, 2.051830516,
    2.048407142, 2.045229642, 2.042272456,
  ];

  // arithmetic: + − × ÷ and square roots only, in the order in which Python does them

  const total = (values) => values.reduce((added, value) => added + value, 0);
  const mean = (values) => total(values) / values.length;

  function scatter(values) {
    if (values.length < 2) return 0;
    const middle = mean(values);
    return Math.sqrt(total(values.map((one) => (one - middle) * (one - middle))) / (values.length - 1));
  }

  function tPoint(freedom) {
    if (freedom <= T.length) return T[freedom - 1];
    const square = Z * Z;
    const first = Z * (square + 1) / 4;
    const second = Z * ((5 * square + 16) * square + 3) / 96;
    const third = Z * (((3 * square + 19) * square + 17) * square - 15) / 384;
    return Z + (first + (second + third / freedom) / freedom) / freedom;
  }

  function closeness(error, free) {
    if (!(free > 0)) return error <= 0 ? 1 : 0;
    const beyond = (error / free - 1) / 3;
    return beyond > 0 ? 1 / (1 + beyond * beyond) : 1;
  }

  function digits(value, places = 0) {
    const scale = [1, 10, 100][places];
    const units = Math.floor(Math.abs(value) * scale + 0.5);
    const [sign, whole] = [value < 0 && units > 0 ? "-" : "", Math.floor(units / scale)];
    return sign + whole + (places ? "." + String(units - whole * scale).padStart(places, "0") : "");
  }

  function span(seconds) {
    const size = Math.abs(seconds);
    if (size < 600) return `${digits(seconds, 1)} s`;
    return size < 36000 ? `${digits(seconds / 60, 1)} min` : `${digits(seconds / 3600, 1)} h`;
  }

  const percent = (share) => `${digits(100 * share)} %`;

  // grades

  const filledIn = (words) => (name, values = {}) =>
    words[name].split("{").map((piece, index) => {
      if (index === 0) return piece;
      const end = piece.indexOf("}");
      return values[piece.slice(0, end)] + piece.slice(end + 1);
    }).join("");

  const reaches = (sheet, one) => !sheet.stations.length || sheet.stations.includes(one.station);
  const part = (criterion, share, of, explanation) => ({ criterion, points: share * of, of, explanation });
  const untold = (criterion, explanation) => ({ criterion, points: 0, of: 0, explanation });

  function result(sheet, parts, points, of, score, summary, gradable) {
    const head = { version: VERSION, sheet: sheet.sheet, visitor: sheet.visitor };
    return { ...head, gradable, score, points, of, summary, parts };
  }

  function graded(sheet, parts, say) {
    const points = total(parts.map((one) => one.points));
    const of = total(parts.map((one) => one.of));
    if (!(of > 0)) return ungraded(sheet, say("nothing_to_judge"), parts);
    const score = Math.min(points / of, 1);
    const level = score >= 0.9 ? "well_seen" : score >= 0.6 ? "mostly_seen" : "look_again";
    const summary = say(level, { points: digits(points, 1), of: digits(of, 1) });
    return result(sheet, parts, points, of, score, summary, true);
  }

  function blankGrade(sheet, word, parts) {
    const of = total(parts.map((one) => one.of));
    return result(sheet, parts, 0, of, 0, word, of > 0);
  }

  const ungraded = (sheet, why, parts = []) => result(sheet, parts, 0, 0, 0, why, false);

  function taktPart(yours, truth, of, say) {
    const [known, allowed] = [truth.takt.value, 0.05];
    if (known === null) return untold("takt", say("takt_unknown"));
    if (yours === null) return part("takt", 0, of, say("takt_missing", { true: span(known) }));
    const share = closeness(Math.abs(yours - known), allowed * known);
    return part("takt", share, of, say("takt", { yours: span(yours), true: span(known), tolerance: percent(allowed) }));
  }

  // the bottleneck walk

  const STATES = ["busy", "setup", "blocked", "starved", "down"];
  const widest = (values) => values.indexOf(Math.max(...values));
  const amounts = (seen) => STATES.map((state) => seen[state] ?? 0);
  const trueAmounts = (one) => [one.busy, one.setup, one.blocked ?? 0, one.starved + one.unexplained, one.down ?? 0];

  function shares(values) {
    const whole = total(values);
    return values.map((one) => one / whole);
  }

  function seenOf(sheet, station) {
    let found = [0, 0, 0, 0, 0];
    for (const one of sheet.seen) {
      if (one.station === station.station) found = amounts(one).map((more, index) => found[index] + more);
    }
    if (station.blocked === null) found = [found[0], found[1], 0, found[3] + found[2], found[4]];
    return found;
  }

  const likeness = (name, ranks) => ranks.find((one) => one.work_center === name)?.likeness ?? 0;

  function firstPart(sheet, truth, say) {
    const [ranks, of] = [truth.bottlenecks, 5];
    if (!ranks.length) return untold("first", say("walk_unknown"));
    const known = ranks[0].work_center;
    const sure = percent(truth.bottleneck_sure ?? 0);
    const yours = sheet.first;
    if (yours === null) return part("first", 0, of, say("first_missing", { true: known }));
    if (yours === known) return part("first", 1, of, say("first_right", { yours, sure }));
    if (!ranks.some((one) => one.work_center === yours)) {
      return part("first", 0, of, say("first_stranger", { yours, true: known }));
    }
    const like = likeness(yours, ranks);
    return part("first", like * like, of, say("first_other", { yours, likeness: percent(like), true: known, sure }));
  }

  function secondPart(sheet, truth, say) {
    const [ranks, of] = [truth.bottlenecks, 1];
    if (ranks.length < 2) return untold("second", say("second_none"));
    const known = ranks[1].work_center;
    const yours = sheet.second;
    if (yours === null) return part("second", 0, of, say("second_missing", { true: known }));
    if (yours === sheet.first) return part("second", 0, of, say("second_same", { yours, true: known }));
    const like = ranks[1].likeness;
    const near = yours === known ? 1 : like > 0 ? Math.min(likeness(yours, ranks) / like, 1) : 0;
    return part("second", near * near, of, say("second", { yours, true: known }));
  }

  function seenPart(sheet, truth, say) {
    const of = 4;
    const told = truth.stations.filter((one) => reaches(sheet, one) && total(trueAmounts(one)) > 0);
    if (!told.length) return untold("seen", say("seen_none"));
    const looked = told
      .map((one) => ({ one, known: shares(trueAmounts(one)), noted: seenOf(sheet, one) }))
      .filter(({ noted }) => total(noted) > 0)
      .map(({ one, known, noted }) => ({ one, known, yours: shares(noted) }));
    if (!looked.length) return part("seen", 0, of, say("seen_missing", { stations: String(told.length) }));
    const overlap = ({ known, yours }) => total(known.map((share, index) => Math.min(share, yours[index])));
    const overlaps = looked.map(overlap);
    const share = Math.min(total(overlaps) / told.length, 1);
    const { one, known, yours } = looked[overlaps.indexOf(Math.min(...overlaps))];
    const state = widest(known.map((value, index) => Math.abs(value - yours[index])));
    return part("seen", share, of, say("seen", {
      looked: String(looked.length), stations: String(told.length), overlap: percent(share), worst: one.station,
      state: say(STATES[state]), yours: percent(yours[state]), true: percent(known[state]),
    }));
  }

  function bottleneckWalk(sheet, truth, say) {
    const parts = [firstPart(sheet, truth, say), secondPart(sheet, truth, say), seenPart(sheet, truth, say)];
    const looked = sheet.seen.some((one) => total(amounts(one)) > 0);
    if (sheet.first === null && sheet.second === null && !looked) return blankGrade(sheet, say("walk_blank"), parts);
    return graded(sheet, parts, say);
  }

  // the walk for the eight wastes

  const [sumOf, distinct] = [(notes) => total(notes.map((one) => one.seconds)), (values) => [...new Set(values)]];

  function floorPairs(notes, sheet, waste) {
    const there = sumOf(waste.places.filter((one) => sheet.stations.includes(one.station)));
    return [[sumOf(notes), sheet.stations.length ? there : waste.seconds ?? 0]];
  }

  function placedPairs(notes, sheet, waste) {
    const named = distinct([...waste.places, ...notes].map((one) => one.station));
    const places = named.filter((one) => !sheet.stations.length || sheet.stations.includes(one));
    const known = new Map(waste.places.map((one) => [one.station, one.seconds]));
    return places.map((name) => [sumOf(notes.filter((one) => one.station === name)), known.get(name) ?? 0]);
  }

  function foundOf(sheet, waste) {
    const notes = sheet.found.filter((one) => one.waste === waste.waste);
    const byPlace = waste.places.length && notes.every((one) => (one.station ?? null) !== null);
    const pairs = (byPlace ? placedPairs : floorPairs)(notes, sheet, waste);
    return {
      waste: waste.waste,
      clock: waste.clock,
      true: total(pairs.map(([, there]) => there)),
      found: total(pairs.map(([noted, there]) => Math.min(noted, there))),
      false: total(pairs.map(([noted, there]) => Math.max(noted - there, 0))),
    };
  }

  function secondsPart(clock, of, known, say) {
    const [here, words] = [known.filter((one) => one.clock === clock), say(`clock_${clock}`)];
    const there = total(here.map((one) => one.true));
    if (!(there > 0)) return untold(`${clock}_seconds`, say("seconds_none", { clock: words }));
    const [found, wrong] = ["found", "false"].map((name) => total(here.map((one) => one[name])));
    const share = Math.max((found - wrong) / there, 0);
    const values = { share: percent(share), true: span(there), clock: words, found: span(found), false: span(wrong) };
    return part(`${clock}_seconds`, share, of, say("seconds", values));
  }

  function kindsPart(known, silent, say) {
    const here = known.filter((one) => one.true > 0 || one.false > 0);
    const more = silent.length ? " " + say("kind_silent", { wastes: silent.map((one) => say(one)).join(", ") }) : "";
    if (!here.length) return untold("kinds", say("kinds_none") + more);
    const each = here.map((one) => (one.true > 0 ? Math.max((one.found - one.false) / one.true, 0) : 0));
    const words = here.map((one, index) => say("kind_known", {
      waste: say(one.waste), share: percent(each[index]), yours: span(one.found + one.false), true: span(one.true),
    }));
    return part("kinds", total(each) / each.length, 3, say("kinds", { each: words.join("; ") }) + more);
  }

  function wasteWalk(sheet, truth, say) {
    const reached = truth.wastes.filter((one) => one.recorded && (!sheet.stations.length || one.places.length));
    const known = reached.map((one) => foundOf(sheet, one));
    const noted = (one) => sheet.found.some((note) => note.waste === one.waste);
    const silent = truth.wastes.filter((one) => !one.recorded && noted(one)).map((one) => one.waste);
    const seconds = [secondsPart("station", 4, known, say), secondsPart("lot", 3, known, say)];
    const parts = [...seconds, kindsPart(known, silent, say)];
    if (!(sumOf(sheet.found) > 0)) return blankGrade(sheet, say("waste_blank"), parts);
    return graded(sheet, parts, say);
  }

  // the time study

  const askedOf = (cycles, known) => Math.max(cycles, Math.min(ASKED, known.n));

  function meanTolerance(cycles, known) {
    const seen = Math.max(askedOf(cycles, known), 2);
    const chance = tPoint(seen - 1) * (known.sd ?? 0) / Math.sqrt(seen);
    return Math.sqrt(chance * chance + READING * known.mean * (READING * known.mean));
  }

  function meanPart(cycles, known, say) {
    const [yours, tolerance] = [mean(cycles), meanTolerance(cycles.length, known)];
    const away = Math.abs(yours - known.mean);
    return part("mean", closeness(away, tolerance / 2), 6, say("mean", {
      n: String(cycles.length), yours: span(yours), per: say(`per_${known.per}`), true: span(known.mean),
      all: String(known.n), away: span(away), tolerance: span(tolerance), asked: String(askedOf(cycles.length, known)),
    }));
  }

  function intervalPart(cycles, known, say) {
    const [n, of] = [cycles.length, 2];
    if (known.n < 2) return untold("interval", say("one_cycle"));
    if (n < 2) return part("interval", 0, of, say("interval_few"));
    const middle = mean(cycles);
    const half = tPoint(n - 1) * scatter(cycles) / Math.sqrt(n);
    const miss = Math.max(Math.abs(middle - known.mean) - half, 0);
    const ideal = 2 * 1.2 * meanTolerance(n, known);
    const values = { low: span(middle - half), high: span(middle + half), width: span(2 * half), ideal: span(ideal) };
    const more = miss > 0 ? { true: span(known.mean), miss: span(miss) } : {};
    const said = say(miss > 0 ? "interval_miss" : "interval_over", { ...values, ...more });
    return part("interval", closeness(2 * half + 40 * miss, ideal), of, said);
  }

  function scatterPart(cycles, known, say) {
    const of = 2;
    if (known.n < 2) return untold("scatter", say("one_cycle"));
    if (cycles.length < 2) return part("scatter", 0, of, say("scatter_few"));
    const [yours, sd] = [scatter(cycles), known.sd ?? 0];
    const chance = Z * sd / Math.sqrt(2 * (askedOf(cycles.length, known) - 1));
    const tolerance = Math.sqrt(chance * chance + READING * known.mean * READING * known.mean);
    const said = say("scatter", { yours: span(yours), true: span(sd), tolerance: span(tolerance) });
    return part("scatter", closeness(Math.abs(yours - sd), tolerance / 2), of, said);
  }

  function timeStudy(sheet, truth, say) {
    if (sheet.station === null || !sheet.cycles.length) {
      const said = say("study_blank");
      const nothing = [part("mean", 0, 6, said), part("interval", 0, 2, said), part("scatter", 0, 2, said)];
      return blankGrade(sheet, said, nothing);
    }
    const known = truth.cycles.find((one) => one.station === sheet.station && one.product === sheet.product);
    if (!known) {
      const product = sheet.product === null ? say("any_product") : sheet.product;
      return ungraded(sheet, say("study_unknown", { product, station: sheet.station }));
    }
    const cycles = sheet.cycles.map((one) => (known.per === "piece" ? one.seconds / (one.pieces ?? 1) : one.seconds));
    const parts = [meanPart, intervalPart, scatterPart].map((judge) => judge(cycles, known, say));
    return graded(sheet, parts, say);
  }

  // the standard-work combination table

  const keyOf = (center, kind) => JSON.stringify([center, kind]);

  function added(elements, kindOf) {
    const found = new Map();
    for (const one of elements) {
      const key = keyOf(one.work_center, kindOf(one));
      found.set(key, (found.get(key) ?? 0) + one.seconds);
    }
    return found;
  }

  function seenTimes(elements, known) {
    const undivided = (one) => ["manual", "machine"].includes(one.kind) && known.has(keyOf(one.work_center, "work"));
    return added(elements, (one) => (undivided(one) ? "work" : one.kind));
  }

  function closest(yours, known, allowed) {
    const names = [...known.keys()];
    const each = names.map((name) =>
      yours.has(name) ? closeness(Math.abs(yours.get(name) - known.get(name)), allowed * known.get(name)) : 0);
    const strangers = [...yours.keys()].filter((name) => !known.has(name));
    const matched = names.filter((name) => yours.has(name)).length;
    return { each, worst: names[each.indexOf(Math.min(...each))], matched, strangers };
  }

  function elementsPart(yours, known, say) {
    const allowed = 0.1;
    const { each, worst, matched, strangers } = closest(yours, known, allowed);
    const wrong = strangers.length;
    const [center, kind] = JSON.parse(worst);
    return part("elements", total(each) / (each.length + wrong), 6, say("elements", {
      matched: String(matched), all: String(known.size), false: String(wrong),
      worst: say("element", { kind: say(kind), work_center: center }), yours: span(yours.get(worst) ?? 0),
      true: span(known.get(worst)), tolerance: percent(allowed),
    }));
  }

  function orderPart(yours, known, say) {
    const of = 2;
    const place = new Map([...yours.keys()].map((key, index) => [key, index]));
    const keys = [...known.keys()];
    if (keys.length < 2) return part("order", place.has(keys[0]) ? 1 : 0, of, say("order_one"));
    const pairs = keys.flatMap((one, index) => keys.slice(index + 1).map((two) => [one, two]));
    const right = pairs.filter(([one, two]) => place.has(one) && place.has(two) && place.get(one) < place.get(two));
    const said = say("order", { right: String(right.length), pairs: String(pairs.length) });
    return part("order", right.length / pairs.length, of, said);
  }

  function standardWork(sheet, truth, say) {
    const takt = taktPart(sheet.takt, truth, 2, say);
    const nothing = (said) => [part("elements", 0, 6, said), part("order", 0, 2, said), takt];
    const said = say("work_blank");
    if (!sheet.elements.length && sheet.takt === null) return blankGrade(sheet, said, nothing(said));
    const products = distinct(truth.elements.map((one) => one.product));
    const product = sheet.product === null && products.length === 1 ? products[0] : sheet.product;
    if (product === null) return graded(sheet, nothing(say("work_unnamed", { products: products.join(", ") })), say);
    if (!products.includes(product)) return ungraded(sheet, say("work_unknown", { product }));
    const known = added(truth.elements.filter((one) => one.product === product), (one) => one.kind);
    const yours = seenTimes(sheet.elements, known);
    return graded(sheet, [elementsPart(yours, known, say), orderPart(yours, known, say), takt], say);
  }

  // the yamazumi

  function trueBars(sheet, truth) {
    const told = truth.work_content.filter((one) => reaches(sheet, one) && one.process + one.setup > 0);
    return new Map(told.map((one) => [one.station, one.process + one.setup]));
  }

  function drawnBars(sheet) {
    const found = new Map();
    for (const one of sheet.bars) {
      const height = (one.process ?? 0) + (one.setup ?? 0);
      if (reaches(sheet, one)) found.set(one.station, (found.get(one.station) ?? 0) + height);
    }
    return found;
  }

  function barsPart(yours, known, say) {
    const allowed = 0.05;
    const { each, worst, matched, strangers } = closest(yours, known, allowed);
    const wrong = strangers.filter((name) => yours.get(name) > 0).length;
    return part("bars", total(each) / (each.length + wrong), 6, say("bars", {
      drawn: String(matched), all: String(known.size), false: String(wrong), worst,
      yours: span(yours.get(worst) ?? 0), true: span(known.get(worst)), tolerance: percent(allowed),
    }));
  }

  function balanceOf(bars) {
    const tallest = Math.max(...bars);
    return tallest > 0 ? total(bars) / bars.length / tallest : 0;
  }

  function balancePart(yours, known, say) {
    const of = 2;
    const [names, heights] = [[...known.keys()], [...known.values()]];
    const ratio = balanceOf(heights);
    const drawn = balanceOf(names.map((name) => yours.get(name) ?? 0));
    const tallest = names[widest(heights)];
    if (!(drawn > 0)) return part("balance", 0, of, say("balance_none", { true: percent(ratio), tallest }));
    const share = closeness(Math.abs(drawn - ratio), 0.05 * ratio);
    return part("balance", share, of, say("balance", { yours: percent(drawn), true: percent(ratio), tallest }));
  }

  function yamazumi(sheet, truth, say) {
    const takt = taktPart(sheet.takt, truth, 2, say);
    if (!sheet.bars.length && sheet.takt === null) {
      const said = say("bars_blank");
      return blankGrade(sheet, said, [part("bars", 0, 6, said), part("balance", 0, 2, said), takt]);
    }
    const known = trueBars(sheet, truth);
    if (!known.size) return ungraded(sheet, say("bars_unknown"));
    const yours = drawnBars(sheet);
    return graded(sheet, [barsPart(yours, known, say), balancePart(yours, known, say), takt], say);
  }

  // what a page asks for

  const GRADERS = {
    bottleneck_walk: bottleneckWalk, waste_walk: wasteWalk, time_study: timeStudy, standard_work: standardWork,
    yamazumi,
  };
  const EMPTY = {
    bottleneck_walk: { first: null, second: null, seen: [] }, waste_walk: { found: [] },
    time_study: { station: null, product: null, cycles: [] },
    standard_work: { product: null, takt: null, elements: [] },
    yamazumi: { takt: null, bars: [] },
  };

  // Returns the grade of a filled sheet; words are WORDS of plantwright.grade.words, or the same in another language.
  function grade(sheet, truth, words) {
    const say = filledIn(words);
    const [ours, theirs] = [sheet, truth].map(({ window }) => say("window", window));
    if (ours !== theirs) return ungraded(sheet, say("other_window", { ours, theirs }));
    return GRADERS[sheet.sheet](sheet, truth, say);
  }

  // Returns a sheet in which nothing stands yet.
  function blank(kind, visitor, window, stations = []) {
    const common = { version: VERSION, sheet: kind, visitor, window: { start: window.start, end: window.end } };
    return { ...common, stations: [...stations], note: "", ...structuredClone(EMPTY[kind]) };
  }

  // Returns mean and 95 % t interval of cycles [s], null where there are too few.
  function meanInterval(cycles) {
    const n = cycles.length;
    if (n < 2) return { n, mean: n ? mean(cycles) : null, sd: null, low: null, high: null };
    const half = tPoint(n - 1) * scatter(cycles) / Math.sqrt(n);
    return { n, mean: mean(cycles), sd: scatter(cycles), low: mean(cycles) - half, high: mean(cycles) + half };
  }

  globalThis.plantwrightGrade = Object.freeze({ version: VERSION, grade, blank, meanInterval });
})();
