// The page for phones: choose a station, press what happens there.

import { Outbox } from "./outbox.js";
import { fill, words } from "./stations.js";

const key = document.body.dataset.key;
const find = (id) => document.getElementById(id);
const KEPT = `plantwright floor ${key}`;
const floor = { stations: [], reasons: [], products: [] };
const counted = { quantity: 0, scrapped: 0 };
let offset = 0; // the server's clock less the phone's [ms]
let chosen = null;

const outbox = new Outbox(key, (waiting, refused, away) => {
  const many = waiting === 1 ? "1 press waits" : `${waiting} presses wait`;
  find("sync").textContent = waiting ? `${many} to be sent${away ? "; no connection, nothing is lost" : ""}.` : away ? "No connection." : "All is kept.";
  for (const problem of Object.values(refused)) find("refused").append(item(`Not taken: ${problem}`));
});

async function open() {
  try {
    const begun = Date.now();
    const answer = await fetch(`/api/floors/${key}`);
    if (!answer.ok) throw new Error((await answer.json()).error);
    const said = await answer.json();
    offset = Date.parse(said.now) - (begun + Date.now()) / 2;
    remember({ said, offset });
    take(said);
  } catch (error) {
    const last = remembered();
    if (last) ({ offset } = last), take(last.said);
    else find("sync").textContent = `This floor cannot be opened: ${error.message}`;
  }
  for (const press of await outbox.waiting()) follow(press);
  show();
}

function take(said) {
  Object.assign(floor, said);
  find("name").textContent = said.name;
  find("products").replaceChildren(...said.products.map((one) => new Option(one)));
  find("reasons").replaceChildren(...said.reasons.map(reasonButton));
}

async function press(what, more = {}) {
  const one = { station: chosen.station, what, at: Math.round(Date.now() + offset), ...more };
  find("sync").textContent = "Keeping…";
  follow(one);
  show();
  await outbox.add(one);
  navigator.vibrate?.(30);
}

// What the server will think of a station after a press: see events/pressed.py.
function follow(one) {
  const station = floor.stations.find((other) => other.station === one.station);
  if (!station) return;
  const works = station.works ?? station.state === "busy";
  if (one.what === "start") Object.assign(station, { state: "busy", works: true, order: one.order ?? null, product: one.product ?? null, reason: null });
  if (one.what === "stop") Object.assign(station, { state: works ? "idle" : station.state, works: false, order: null, product: null });
  if (one.what === "down") Object.assign(station, { state: "down", works, reason: one.reason });
  if (one.what === "up") Object.assign(station, { state: works ? "busy" : "idle", reason: null });
  if (works) station.quantity += one.quantity ?? 0;
  if (works) station.scrapped += one.scrapped ?? 0;
  station.since = new Date(one.at).toISOString();
}

function show() {
  find("stations").replaceChildren(...floor.stations.map(tile));
  find("stations").hidden = chosen !== null;
  find("station").hidden = chosen === null;
  if (!chosen) return;
  find("which").textContent = chosen.station;
  find("state").textContent = words(chosen);
  find("state").className = `tile ${chosen.state}`;
  find("idle").hidden = !["idle", "unknown"].includes(chosen.state);
  find("busy").hidden = chosen.state !== "busy";
  find("up").hidden = chosen.state !== "down";
  for (const name of ["quantity", "scrapped"]) find(name).textContent = counted[name];
}

function choose(station) {
  chosen = station;
  Object.assign(counted, { quantity: 0, scrapped: 0 });
  show();
  (station ? find("which") : find("stations").firstChild)?.focus();
}

function tile(station) {
  const made = document.createElement("button");
  made.type = "button";
  fill(made, station, Date.now() + offset);
  made.addEventListener("click", () => choose(station));
  return made;
}

function reasonButton(reason) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "big halt";
  made.textContent = reason;
  made.addEventListener("click", () => press("down", { reason }));
  return made;
}

function item(text) {
  const made = document.createElement("li");
  made.textContent = text;
  return made;
}

function remember(what) {
  try {
    localStorage.setItem(KEPT, JSON.stringify(what));
  } catch {} // a phone that keeps nothing can record while it is connected
}

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(KEPT));
  } catch {
    return null;
  }
}

const filled = (id) => find(id).value.trim() || null;
find("back").addEventListener("click", () => choose(null));
find("start").addEventListener("click", () => press("start", { order: filled("order"), product: filled("product") }));
find("up").addEventListener("click", () => press("up"));
find("stop").addEventListener("click", () => {
  press("stop", { ...counted });
  Object.assign(counted, { quantity: 0, scrapped: 0 });
  show();
});
for (const one of document.querySelectorAll("[data-add]")) {
  one.addEventListener("click", () => {
    counted[one.dataset.add] = Math.max(0, counted[one.dataset.add] + Number(one.dataset.by));
    show();
  });
}

navigator.serviceWorker?.register("/record-worker.js", { scope: "/record/" });
open();
setInterval(show, 30_000);
