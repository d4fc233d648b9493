// A lesson: each figure is fetched and drawn once it comes into view.

import { draw, night } from "./figures.js";

const texts = new Map();

async function show(box) {
  const answer = await fetch(box.dataset.figure);
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  texts.set(box, await answer.text());
  await draw(box, texts.get(box));
}

const seen = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      show(target).catch((error) => (target.textContent = `This figure could not be drawn (${error.message}).`));
    }
  },
  { rootMargin: "400px" },
);
document.querySelectorAll(".plot").forEach((box) => seen.observe(box));
night.addEventListener("change", () => texts.forEach((text, box) => draw(box, text)));
