// The page of one plant: runs are followed, columns and facts told, files brought, a study begun.

import { ask, follow } from "./api.js";
import { attempt, takesFiles } from "./drop.js";

const plant = `/api/plants/${document.querySelector("#plant").dataset.plant}`;
const reload = () => location.reload();

for (const one of document.querySelectorAll(".run[data-state=waiting], .run[data-state=running]")) {
  const told = one.querySelector("output");
  const say = (text) => {
    told.textContent = text;
    const state = one.querySelector(".state");
    if (one.dataset.state === "waiting") {
      one.dataset.state = "running";
      state.className = "state running";
      state.textContent = "works";
    }
  };
  follow(one.dataset.run, say, reload, (ahead) => {
    if (one.dataset.state === "waiting" && ahead) told.textContent = `${ahead} before it`;
  });
  one.querySelector(".cancel")?.addEventListener("click", () => ask("DELETE", `/api/runs/${one.dataset.run}`));
}

/** On sending a form, ask the server what `told` makes of it, and show the page anew. */
function sends(name, method, address, told) {
  const form = document.querySelector(name);
  form?.addEventListener("submit", (event) => {
    event.preventDefault();
    attempt(form, async () => {
      await ask(method, address, told(form));
      reload();
    });
  });
  return form;
}

sends("#study", "POST", `${plant}/runs`, (form) => {
  const budget = form.elements.budget.value;
  return { kind: "study", language: form.elements.language.value, budget: budget === "" ? null : Number(budget) };
});

function answers() {
  const said = {};
  for (const one of document.querySelectorAll("#mapping [data-role]")) {
    const fixed = one.value === "=" ? one.parentElement.querySelector("input").value.trim() : "";
    const value = one.value === "=" ? (fixed ? `=${fixed}` : "") : one.value.trim();
    if (value) said[one.dataset.role] = value;
  }
  return said;
}

const mapping = sends("#mapping", "PUT", `${plant}/answers`, () => ({ answers: answers() }));
for (const one of mapping?.querySelectorAll("select[data-role]") ?? []) {
  const fixed = one.parentElement.querySelector("input");
  if (fixed) one.addEventListener("change", () => (fixed.hidden = one.value !== "="));
}
document.querySelector("#more")?.addEventListener("click", (event) => {
  const rest = document.querySelector("#rest");
  rest.hidden = !rest.hidden;
  event.target.setAttribute("aria-expanded", String(!rest.hidden));
});

sends("#questions", "PUT", `${plant}/answers`, (form) => {
  const said = answers();
  for (const one of form.querySelectorAll("fieldset")) {
    const text = one.querySelector("input[type=text]");
    const chosen = one.querySelector("input[type=radio]:checked")?.value ?? "";
    const told = text.value.trim();
    const value = chosen || (told && (text.dataset.fixed ? `=${told.replace(/^=/, "")}` : told));
    if (value) said[one.dataset.name] = value;
  }
  return { answers: said };
});

sends("#facts", "PATCH", `${plant}/facts`, (form) => {
  const text = (name) => form.elements[name].value.trim() || null;
  const number = (name) => (form.elements[name].value === "" ? null : Number(form.elements[name].value));
  const told = { time_zone: text("time_zone"), currency: text("currency"), workers: number("workers") };
  told.margin_per_piece = number("margin_per_piece");
  told.worker_per_hour = number("worker_per_hour");
  const [days, start, end] = ["days", "start", "end"].map(text);
  // several shifts are told as text; this form would lose all but the first
  if (Number(form.querySelector("button").dataset.shifts) < 2)
    told.shifts = days || start || end ? [{ days: days ?? "", start: start ?? "", end: end ?? "" }] : null;
  return told;
});
sends("#facts-text", "PUT", `${plant}/facts`, (form) => ({ text: form.elements.text.value }));

const bring = document.querySelector("#bring");
if (bring) {
  takesFiles(bring, (body) =>
    attempt(bring, async () => {
      await ask("POST", `${plant}/records`, body);
      reload();
    }),
  );
}
for (const one of document.querySelectorAll(".remove")) {
  one.addEventListener("click", () =>
    attempt(bring, async () => {
      await ask("DELETE", `${plant}/records/${encodeURIComponent(one.dataset.name)}`);
      reload();
    }),
  );
}
