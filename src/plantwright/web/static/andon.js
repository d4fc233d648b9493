// The board: asked anew every two seconds while somebody looks.

import { ask } from "./api.js";
import { fill } from "./stations.js";

const board = document.querySelector("#board");
const asked = document.querySelector("#asked");
const tiles = new Map();

async function look() {
  if (document.hidden) return;
  try {
    for (const station of await ask("GET", `/api/plants/${board.dataset.plant}/stations`)) show(station);
    asked.textContent = `As of ${new Date().toLocaleTimeString()}`;
  } catch {
    asked.textContent = "The server does not answer; what is shown is old.";
  }
}

function show(station) {
  if (!tiles.has(station.station)) tiles.set(station.station, board.appendChild(document.createElement("div")));
  fill(tiles.get(station.station), station);
}

document.querySelector("#read")?.addEventListener("click", async () => {
  const told = document.querySelector("#told");
  try {
    await ask("POST", `/api/plants/${board.dataset.plant}/read`);
    location.assign(`/plants/${board.dataset.plant}`);
  } catch (error) {
    told.textContent = error.told?.() ?? String(error);
  }
});

look();
setInterval(look, 2000);
document.addEventListener("visibilitychange", look);
