// The page of one plant: what runs is followed, and a study begun.

import { ask, follow } from "./api.js";

const runs = document.querySelector("#runs");

for (const one of runs.querySelectorAll(".run[data-state=waiting], .run[data-state=running]")) {
  follow(one.dataset.run, (said) => (one.querySelector("output").textContent = said), () => location.reload());
}

document.querySelector("#study")?.addEventListener("click", async () => {
  await ask("POST", `/api/plants/${runs.dataset.plant}/runs`, { kind: "study" });
  location.reload();
});
