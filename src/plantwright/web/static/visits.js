// The page of visits: make one, follow it until it is made, grade what a class hands in.

import { ask, follow } from "./api.js";

const root = document.querySelector("#visits");
const plant = `/api/plants/${root.dataset.plant}`;
const make = document.querySelector("#make");
const handed = document.querySelector("#class");

for (const one of root.querySelectorAll(".run[data-state=waiting], .run[data-state=running]")) {
  follow(one.dataset.run, (said) => (one.querySelector("output").textContent = said), () => location.reload());
}

make?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const { elements } = make;
  const asked = {
    start: elements.start.value || null, end: elements.end.value || null, language: elements.language.value,
    sheets: [...make.querySelectorAll("[name=sheets]:checked")].map((one) => one.value),
    hints: elements.hints.checked, answers: elements.answers.checked, credit: elements.credit.checked,
  };
  await attempt(make, async () => {
    await ask("POST", `${plant}/visits`, asked);
    location.reload();
  });
});

handed?.addEventListener("submit", async (event) => {
  event.preventDefault();
  const body = new FormData();
  for (const file of document.querySelector("#handed").files) body.append("files", file);
  await attempt(handed, async () => show(await ask("POST", `${plant}/visits/class`, body)));
});

async function attempt(form, work) {
  const told = form.querySelector("output");
  told.textContent = "";
  try {
    await work();
  } catch (error) {
    told.textContent = error.told?.() ?? String(error);
  }
}

function show(found) {
  const table = document.querySelector("#marks");
  const names = found.sheets.map((one) => one.replaceAll("_", " "));
  table.replaceChildren(row("th", ["Visitor", ...names, "mean", "stuck at"]));
  for (const one of found.visitors) {
    table.append(row("td", [one.visitor, ...found.sheets.map((name) => percent(one.scores[name])), percent(one.mean), one.stuck]));
  }
  table.append(row("th", ["all", ...found.sheets.map((name) => percent(found.means[name])), "", found.sheets.map((name) => found.hardest[name]).filter(Boolean).join("; ")]));
  table.hidden = false;
  keep(found.csv);
}

function keep(text) {
  const button = document.querySelector("#csv");
  button.hidden = false;
  button.onclick = () => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    link.download = "class.csv";
    link.click();
    URL.revokeObjectURL(link.href);
  };
}

function row(tag, cells) {
  const made = document.createElement("tr");
  for (const text of cells) {
    const cell = document.createElement(tag);
    cell.textContent = text;
    made.append(cell);
  }
  return made;
}

const percent = (share) => (share === null || share === undefined ? "–" : `${Math.round(100 * share)} %`);
