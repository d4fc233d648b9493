// The page of plants: records dropped or chosen become a plant; a plant is deleted after a question.

import { ask } from "./api.js";
import { attempt, takesFiles } from "./drop.js";

const form = document.querySelector("#bring");

takesFiles(form, (body) =>
  attempt(form, async () => {
    form.querySelector("output").textContent = "Bringing the files…";
    location.assign(`/plants/${(await ask("POST", "/api/plants", body)).id}`);
  }),
);

document.querySelector("#example")?.addEventListener("click", (event) =>
  attempt(event.target.parentElement, async () => {
    location.assign(`/plants/${(await ask("POST", "/api/plants/example")).id}`);
  }),
);

const sure = document.querySelector("#sure");
for (const button of document.querySelectorAll(".delete")) {
  button.addEventListener("click", () => {
    sure.querySelector("#sure-what").textContent = `Delete “${button.dataset.name}”?`;
    sure.returnValue = "";
    sure.onclose = async () => {
      if (sure.returnValue !== "yes") return;
      await ask("DELETE", `/api/plants/${button.dataset.plant}`);
      location.reload();
    };
    sure.showModal();
  });
}
