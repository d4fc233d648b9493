// The form that makes a floor to record: its answer is the address for phones.

import { ask } from "./api.js";

const form = document.querySelector("#floor");
const told = form.querySelector("output");
const lines = (name) => form.elements[name].value.split("\n").map((one) => one.trim()).filter(Boolean);

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const asked = { name: form.elements.name.value, stations: lines("stations"), reasons: lines("reasons"), products: lines("products") };
  try {
    show(await ask("POST", "/api/floors", asked));
  } catch (error) {
    told.textContent = error.told?.() ?? String(error);
  }
});

function show(opened) {
  const address = new URL(opened.address, location.href).href;
  const phone = link(address, address);
  const board = link(`/plants/${opened.plant}/andon`, "The board of stations now");
  told.replaceChildren("Open this address on the phones (it lets them record, and nothing else): ", phone, document.createElement("br"), board);
}

function link(address, text) {
  const made = document.createElement("a");
  made.href = address;
  made.textContent = text;
  return made;
}
