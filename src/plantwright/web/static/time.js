// The floor over time: the server bins, a canvas draws; what is seen stands in the address.

import { dark, night } from "./figures.js";

const box = document.querySelector("#time");
const canvas = document.querySelector("#gantt");
const find = (name) => document.querySelector(name);
const { run } = box.dataset;
const whole = { from: Number(box.dataset.start), to: Number(box.dataset.end) };
const count = Number(box.dataset.count);
const COLORS = { off: "#d9dde2", down: "#d55e00", maintenance: "#8c6bb1", setup: "#e69f00", process: "#0072b2", blocked: "#cc79a7" };
const WORDS = { idle: "idle", off: "off", down: "down", maintenance: "maintenance", setup: "setup", process: "process", blocked: "blocked" };
const [ROW, TOP, ROWS, LEAST] = [22, 26, 40, 1000]; // px, px, stations at once, µs
const STEPS = [1e-6, 1e-5, 1e-4, 1e-3, 0.01, 0.1, 1, 5, 15, 60, 300, 900, 3600, 3 * 3600, 6 * 3600, 12 * 3600, 86400, 2 * 86400, 7 * 86400, 14 * 86400, 28 * 86400, 91 * 86400, 364 * 86400].map((one) => one * 1e6);

const query = new URL(location).searchParams;
const given = (name, otherwise) => (/^\d{1,16}$/.test(query.get(name) ?? "") ? Number(query.get(name)) : otherwise);
const look = { from: given("from", whole.from), to: given("to", whole.to), first: Math.min(given("first", 0), Math.max(count - 1, 0)) };
let order = query.get("order") ?? "";
let data = null;
let way = [];
let asked = 0;
let timer = 0;
if (look.to - look.from < LEAST || look.from >= whole.to || look.to <= whole.from) Object.assign(look, whole);

const zone = (() => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: box.dataset.zone });
    return box.dataset.zone;
  } catch {
    return "UTC";
  }
})();
const parts = new Intl.DateTimeFormat("en-CA", { timeZone: zone, year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" });

/** Return an instant [µs] in the plant's time: date, clock, and what is below a second. */
function clock(micros) {
  const found = Object.fromEntries(parts.formatToParts(new Date(Math.floor(micros / 1000))).map((one) => [one.type, one.value]));
  const below = (((micros % 1e6) + 1e6) % 1e6).toString().padStart(6, "0");
  return { date: `${found.year}-${found.month}-${found.day}`, time: `${found.hour}:${found.minute}`, second: found.second, below };
}
const told = (micros) => {
  const { date, time, second } = clock(micros);
  return `${date} ${time}:${second}`;
};
const offset = (micros) => {
  const { date, time, second } = clock(micros);
  return Date.parse(`${date}T${time}:${second}Z`) * 1000 - Math.floor(micros / 1e6) * 1e6;
};

// --- drawing --------------------------------------------------------------------------------------------------------

const style = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const shade = (state) => (night.matches ? dark(COLORS[state]) : COLORS[state]);
const width = () => canvas.clientWidth;
const side = () => Math.min(130, Math.round(width() * 0.28));
const shown = () => Math.min(ROWS, count - look.first);
const place = (micros) => side() + ((micros - look.from) / (look.to - look.from)) * (width() - side());
const instant = (x) => look.from + ((x - side()) / (width() - side())) * (look.to - look.from);

/** Say every rectangle and text of the look once, for the canvas and for SVG alike. */
function* shapes() {
  const [ink, faint, line] = ["--ink", "--faint", "--line"].map(style);
  const height = TOP + ROW * shown();
  for (const { at, text } of ticks()) {
    yield { line: [at, TOP - 4, at, height], color: line };
    if (width() - at > 80) yield { text, x: at + 3, y: 14, color: faint, most: width() - at };
  }
  const rows = data ? data.stations : [];
  for (const [row, one] of rows.entries()) {
    if (data.first + row < look.first || data.first + row >= look.first + ROWS) continue;
    const y = TOP + ROW * (data.first + row - look.first);
    const scale = one.exact ? 1 : (data.end - data.start) / data.width;
    for (let k = 0; k < one.runs.length; k += 3) {
      const from = Math.max(place(data.start + one.runs[k] * scale), side());
      const to = Math.min(place(data.start + one.runs[k + 1] * scale), width());
      if (to <= from) continue;
      const gap = one.exact && to - from > 3 ? 0.6 : 0; // so that neighbors can be told apart
      yield { rect: [from, y + 2, Math.max(to - from - gap, 0.5), ROW - 4], color: shade(data.states[one.runs[k + 2]]) };
    }
    yield { text: one.name, x: 2, y: y + 15, color: ink, most: side() - 6 };
    yield { line: [0, y + ROW, width(), y + ROW], color: line };
  }
  for (const one of way) {
    if (one.place < look.first || one.place >= look.first + ROWS || one.end < look.from || one.start > look.to) continue;
    const from = Math.max(place(one.start), side());
    yield { frame: [from, TOP + ROW * (one.place - look.first) + 1, Math.max(Math.min(place(one.end), width()) - from, 2), ROW - 2], color: ink };
  }
}

function* ticks() {
  const span = look.to - look.from;
  const room = Math.max((width() - side()) / 110, 1);
  const step = STEPS.find((one) => span / one <= room) ?? STEPS.at(-1);
  const shift = offset(look.from) + (step >= 7 * 86400e6 ? 3 * 86400e6 : 0); // weeks begin on Monday
  for (let at = Math.ceil((look.from + shift) / step) * step - shift; at < look.to; at += step) {
    const { date, time, second, below } = clock(at);
    const text = step >= 86400e6 ? date : step >= 60e6 ? `${date.slice(5)} ${time}` : step >= 1e6 ? `${time}:${second}` : `${second}.${below}`;
    yield { at: place(at), text };
  }
}

function paint() {
  const ratio = window.devicePixelRatio || 1;
  const height = TOP + ROW * shown() + 2;
  canvas.style.height = `${height}px`;
  canvas.width = Math.round(width() * ratio);
  canvas.height = Math.round(height * ratio);
  const pen = canvas.getContext("2d");
  pen.scale(ratio, ratio);
  pen.font = "12px system-ui, sans-serif";
  for (const one of shapes()) {
    pen.fillStyle = pen.strokeStyle = one.color;
    if (one.rect) pen.fillRect(...one.rect);
    else if (one.text !== undefined) pen.fillText(fitted(pen, one.text, one.most), one.x, one.y);
    else if (one.frame) {
      pen.lineWidth = 2;
      pen.strokeRect(...one.frame);
    } else {
      pen.lineWidth = 1;
      pen.beginPath();
      pen.moveTo(Math.round(one.line[0]) + 0.5, Math.round(one.line[1]) + 0.5);
      pen.lineTo(Math.round(one.line[2]) + 0.5, Math.round(one.line[3]) + 0.5);
      pen.stroke();
    }
  }
  find("#look").textContent = `${told(look.from)} to ${told(look.to)}${count > ROWS ? `; stations ${look.first + 1} to ${look.first + shown()} of ${count}` : ""}`;
}

function fitted(pen, text, most) {
  if (pen.measureText(text).width <= most) return text;
  let cut = text.length;
  while (cut > 1 && pen.measureText(`${text.slice(0, cut)}…`).width > most) cut -= 1;
  return most > 12 ? `${text.slice(0, cut)}…` : "";
}

// --- asking ---------------------------------------------------------------------------------------------------------

async function got(address) {
  const answer = await fetch(address);
  const said = await answer.json();
  if (!answer.ok) throw new Error([said.error, ...(said.problems ?? [])].join(" "));
  return said;
}

const whole_number = (value) => Math.round(value);

async function fetched() {
  const mine = ++asked;
  const pixels = Math.max(50, Math.min(Math.round((width() - side()) * Math.min(window.devicePixelRatio || 1, 2)), 4000));
  const part = `from=${whole_number(look.from)}&to=${whole_number(look.to)}`;
  try {
    const found = await got(`/api/runs/${run}/gantt?${part}&width=${pixels}&first=${look.first}&rows=${ROWS}`);
    if (mine !== asked) return;
    data = found;
    find("#csv").href = `/api/runs/${run}/gantt/table?${part}`;
    paint();
    numbers();
    canvas.dataset.drawn = `${whole_number(look.from)}-${whole_number(look.to)}-${look.first}`;
  } catch (error) {
    if (mine === asked) find("#look").textContent = error.message;
  }
}

function changed(wait = 60) {
  paint(); // at once with what is known; then sharp
  clearTimeout(timer);
  timer = setTimeout(fetched, wait);
  const link = new URL(location);
  link.searchParams.set("run", run);
  const held = { from: whole_number(look.from), to: whole_number(look.to), first: look.first, order };
  for (const [name, value] of Object.entries(held)) {
    if (value === "" || (name === "first" && !value)) link.searchParams.delete(name);
    else link.searchParams.set(name, value);
  }
  history.replaceState(null, "", link);
}

function numbers() {
  const span = data.end - data.start;
  const heads = ["Station", "Work center", ...data.states.map((one) => `${WORDS[one]} [%]`)];
  const cells = (tag, texts) => {
    const row = document.createElement("tr");
    row.append(...texts.map((text) => Object.assign(document.createElement(tag), { textContent: text })));
    return row;
  };
  find("#numbers thead").replaceChildren(cells("th", heads));
  find("#numbers tbody").replaceChildren(...data.stations.map((one) => cells("td", [one.name, one.work_center, ...one.spent.map((us) => ((100 * us) / span).toFixed(1))])));
}

// --- moving ---------------------------------------------------------------------------------------------------------

function set(from, to) {
  const span = Math.min(Math.max(to - from, LEAST), whole.to - whole.from);
  look.from = Math.min(Math.max(from, whole.from), whole.to - span);
  look.to = look.from + span;
  changed();
}
const zoom = (factor, at = (look.from + look.to) / 2) => set(at - (at - look.from) * factor, at + (look.to - at) * factor);
const pan = (share) => set(look.from + share * (look.to - look.from), look.to + share * (look.to - look.from));
function page(step) {
  const first = Math.max(0, Math.min(look.first + step * ROWS, Math.floor((count - 1) / ROWS) * ROWS));
  if (first !== look.first) {
    look.first = first;
    changed();
  }
}
const DO = { left: () => pan(-0.25), right: () => pan(0.25), in: () => zoom(0.5), out: () => zoom(2), all: () => set(whole.from, whole.to), up: () => page(-1), down: () => page(1) };
const KEYS = { ArrowLeft: "left", ArrowRight: "right", "+": "in", "=": "in", "-": "out", Home: "all", PageUp: "up", PageDown: "down" };

find(".tools").addEventListener("click", (event) => DO[event.target.closest("[data-do]")?.dataset.do]?.());
canvas.addEventListener("keydown", (event) => {
  if (event.key === "Enter") return there(look.first, (look.from + look.to) / 2);
  if (!(event.key in KEYS) || event.ctrlKey || event.metaKey || event.altKey) return undefined;
  event.preventDefault();
  return DO[KEYS[event.key]]();
});
canvas.addEventListener("wheel", (event) => {
  if (document.activeElement !== canvas && !event.ctrlKey) return; // else the page scrolls, as everywhere
  event.preventDefault();
  if (Math.abs(event.deltaX) > Math.abs(event.deltaY)) pan(event.deltaX / 1000);
  else zoom(Math.exp(Math.max(-1, Math.min(1, event.deltaY / 300))), instant(event.offsetX));
}, { passive: false });

const fingers = new Map();
let begun = null;
canvas.addEventListener("pointerdown", (event) => {
  canvas.setPointerCapture(event.pointerId);
  fingers.set(event.pointerId, event.offsetX);
  begun = fingers.size === 1 ? { x: event.offsetX, y: event.offsetY, moved: false } : null;
  canvas.classList.add("held");
});
canvas.addEventListener("pointermove", (event) => {
  if (!fingers.has(event.pointerId)) return;
  const before = [...fingers.values()];
  const old = fingers.get(event.pointerId);
  fingers.set(event.pointerId, event.offsetX);
  const now = [...fingers.values()];
  if (now.length === 1) {
    if (begun && Math.abs(event.offsetX - begun.x) > 4) begun.moved = true;
    if (!begun?.moved && begun) return;
    pan((old - event.offsetX) / (width() - side()));
  } else if (now.length === 2) {
    const apart = (both) => Math.max(Math.abs(both[0] - both[1]), 10);
    zoom(apart(before) / apart(now), instant((now[0] + now[1]) / 2));
  }
});
for (const kind of ["pointerup", "pointercancel"]) {
  canvas.addEventListener(kind, (event) => {
    fingers.delete(event.pointerId);
    if (!fingers.size) canvas.classList.remove("held");
    if (kind === "pointerup" && begun && !begun.moved && begun.x > side() && begun.y > TOP) there(look.first + Math.floor((begun.y - TOP) / ROW), instant(begun.x));
    begun = null;
  });
}

// --- what is there, and where an order was --------------------------------------------------------------------------

function listed(rows, none) {
  if (!rows.length) return [Object.assign(document.createElement("p"), { textContent: none })];
  return rows.map((one) => {
    const line = document.createElement("p");
    line.append(Object.assign(document.createElement("strong"), { textContent: [WORDS[one.state], one.label].filter(Boolean).join(": ") }), ` at ${one.station}, ${told(one.start)} to ${told(one.end)} `);
    if (one.order) {
      const button = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: `Order ${one.order}` });
      button.addEventListener("click", () => follow(one.order));
      line.append(button);
    }
    return line;
  });
}

async function there(station, moment) {
  if (station >= count) return;
  const box = find("#there");
  find("#station").value = station;
  const { date, time, second } = clock(moment);
  find("#moment").value = `${date}T${time}:${second}`;
  try {
    box.replaceChildren(...listed(await got(`/api/runs/${run}/gantt/at?place=${station}&moment=${Math.floor(moment)}`), `Nothing is recorded there at ${told(moment)}: the station is idle.`));
  } catch (error) {
    box.textContent = error.message;
  }
}

find("#ask").addEventListener("submit", (event) => {
  event.preventDefault();
  const wanted = Date.parse(`${find("#moment").value}Z`) * 1000;
  there(Number(find("#station").value), wanted - offset(wanted - offset(wanted)));
});

async function follow(name, jump = true) {
  const box = find("#way");
  order = name;
  find("#order").value = name;
  try {
    way = name ? await got(`/api/runs/${run}/gantt/order?name=${encodeURIComponent(name)}`) : [];
    box.replaceChildren(...(name ? listed(way, `No order is called ${name}.`) : []));
  } catch (error) {
    box.textContent = error.message;
  }
  if (jump && way.length) {
    const [from, to] = [Math.min(...way.map((one) => one.start)), Math.max(...way.map((one) => one.end))];
    const edge = Math.max((to - from) * 0.1, LEAST);
    look.first = Math.floor(way[0].place / ROWS) * ROWS;
    set(from - edge, to + edge);
  } else changed();
}

find("#find").addEventListener("submit", (event) => {
  event.preventDefault();
  follow(find("#order").value.trim());
});
find("#forget").addEventListener("click", () => follow(""));
let typing = 0;
find("#order").addEventListener("input", () => {
  clearTimeout(typing);
  typing = setTimeout(async () => {
    const text = find("#order").value.trim();
    if (!text) return;
    const names = await got(`/api/runs/${run}/gantt/orders?like=${encodeURIComponent(text)}`);
    find("#orders").replaceChildren(...names.map((value) => Object.assign(document.createElement("option"), { value })));
  }, 150);
});

// --- keeping --------------------------------------------------------------------------------------------------------

function svg() {
  const escape = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
  const drawn = [...shapes()].map((one) => {
    if (one.rect || one.frame) {
      const [x, y, w, h] = (one.rect ?? one.frame).map((value) => value.toFixed(2));
      return `<rect x="${x}" y="${y}" width="${w}" height="${h}" ${one.rect ? `fill="${one.color}"` : `fill="none" stroke="${one.color}" stroke-width="2"`}/>`;
    }
    if (one.text !== undefined) return `<text x="${one.x}" y="${one.y}" fill="${one.color}">${escape(one.text)}</text>`;
    const [x1, y1, x2, y2] = one.line.map((value) => value.toFixed(1));
    return `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="${one.color}"/>`;
  });
  const height = TOP + ROW * shown() + 2;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width()} ${height}" font-family="sans-serif" font-size="12"><rect width="100%" height="100%" fill="${style("--card")}"/>${drawn.join("")}</svg>`;
}

function keep(blob, format) {
  const href = URL.createObjectURL(blob);
  Object.assign(document.createElement("a"), { href, download: `time.${format}` }).click();
  setTimeout(() => URL.revokeObjectURL(href), 1000);
}
find("[data-keep=svg]").addEventListener("click", () => keep(new Blob([svg()], { type: "image/svg+xml" }), "svg"));
find("[data-keep=png]").addEventListener("click", () => canvas.toBlob((blob) => keep(blob, "png")));

// --- start ----------------------------------------------------------------------------------------------------------

function legend() {
  const swatch = (state) => {
    const color = document.createElement("span");
    color.style.background = shade(state);
    const line = document.createElement("li");
    line.append(color, WORDS[state]);
    return line;
  };
  find("#legend").replaceChildren(...Object.keys(COLORS).map(swatch));
}
night.addEventListener("change", () => {
  legend();
  paint();
});
new ResizeObserver(() => changed(150)).observe(box);
find("#pages").hidden = count <= ROWS;
legend();
await fetched();
if (order) await follow(order, !query.has("from"));
