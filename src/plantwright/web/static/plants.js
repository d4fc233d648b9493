// The page of plants: records dropped or chosen become a plant.

import { ask } from "./api.js";

const form = document.querySelector("#bring");
const files = form.querySelector("input[type=file]");
const told = form.querySelector("output");

async function bring() {
  const body = new FormData();
  for (const file of files.files) body.append("files", file);
  told.textContent = "Bringing the files…";
  try {
    const plant = await ask("POST", "/api/plants", body);
    location.assign(`/plants/${plant.id}`);
  } catch (error) {
    told.textContent = error.told?.() ?? String(error);
  }
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  bring();
});
form.addEventListener("dragover", (event) => event.preventDefault());
form.addEventListener("drop", (event) => {
  event.preventDefault();
  files.files = event.dataTransfer.files;
  bring();
});
