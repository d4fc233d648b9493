// Drawing Plotly's figures in the colors of the page, light or dark.

const LEAST = 3; // contrast at which a line can be told from what is behind it (WCAG 2, 1.4.11)
const COLOR = /^(#[0-9a-f]{6}|rgba?\([\d., ]+\))$/i;
const NEUTRAL = { "#ffffff": "#1d2125", "#1b1f24": "#e8eaed", "#5b6570": "#a9b2bc", "#e3e6ea": "#353b42", "#d9dde2": "#464d55" };
const NARROW = 480; // px of a figure below which the title of its axis is wrapped
const LETTERS = 22; // of such a title in a line
const CONFIG = { displayModeBar: false, responsive: true, scrollZoom: false, doubleClick: false };
export const night = window.matchMedia("(prefers-color-scheme: dark)");

const parts = (color) => (color[0] === "#" ? [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16)) : color.match(/[\d.]+/g).map(Number));
const hex = (rgb) => "#" + rgb.slice(0, 3).map((one) => Math.round(one).toString(16).padStart(2, "0")).join("");
const light = (rgb) =>
  rgb.slice(0, 3)
    .map((one) => (one / 255 <= 0.03928 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4))
    .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
const page = light(parts(NEUTRAL["#ffffff"]));
const told = (rgb) => (Math.max(light(rgb), page) + 0.05) / (Math.min(light(rgb), page) + 0.05) >= LEAST;

/** Return a color as it is on a dark page: neutral ones by name, others made lighter until they can be told. */
export function dark(color) {
  let rgb = parts(color);
  const known = NEUTRAL[hex(rgb)];
  if (known) return rgb.length < 4 ? known : `rgba(${parts(known).join(",")},${rgb[3]})`;
  while (!told(rgb)) rgb = rgb.map((one, at) => (at < 3 ? Math.min(one + (255 - one) * 0.1 + 1, 255) : one));
  return rgb.length < 4 ? hex(rgb) : `rgba(${rgb.join(",")})`;
}

/** Return a title in lines that are short enough for a phone. */
const wrapped = (text) => text.split(/ (?![^[]*\])/).reduce((lines, word) => {
  const last = lines.at(-1);
  return last && (last + " " + word).length <= LETTERS ? [...lines.slice(0, -1), last + " " + word] : [...lines, word];
}, []).join("<br>");

/** Return a layout whose axis has a title that fits below it: a narrow plot would cut it off. */
export function fitted(layout, width) {
  const title = layout.xaxis?.title;
  if (width >= NARROW || !title?.text) return layout;
  return { ...layout, xaxis: { ...layout.xaxis, title: { ...title, text: wrapped(title.text) } } };
}

/** Draw a figure, given as JSON text, into a box. */
export async function draw(box, text) {
  const figure = JSON.parse(text, night.matches ? (_, value) => (typeof value === "string" && COLOR.test(value) ? dark(value) : value) : undefined);
  Plotly.purge(box); // drawn over, a legend keeps the place that it had at another width
  await Plotly.newPlot(box, figure.data, fitted(figure.layout, box.clientWidth), CONFIG);
  box.dataset.drawn = night.matches ? "dark" : "light";
}

/** Draw each box once it comes into view, and anew when day turns to night; return what draws one at once. */
export function drawWhenSeen(boxes, addressOf, excuse) {
  const texts = new Map();
  const show = async (box) => {
    if (!texts.has(box)) {
      texts.set(box, ""); // asked for; not twice
      const answer = await fetch(addressOf(box));
      if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
      texts.set(box, await answer.text());
    }
    const text = texts.get(box);
    if (text) await draw(box, text);
  };
  const undrawn = (box, error) => {
    texts.delete(box);
    box.textContent = `This figure could not be drawn (${error.message})${excuse}.`;
  };
  const seen = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting) continue;
        seen.unobserve(target);
        show(target).catch((error) => undrawn(target, error));
      }
    },
    { rootMargin: "400px" },
  );
  boxes.forEach((box) => seen.observe(box));
  night.addEventListener("change", () => boxes.filter((box) => texts.get(box)).forEach((box) => draw(box, texts.get(box))));
  return show;
}

/** Give a box's figure as a file to keep, its heading and how to read it in it. */
export async function keep(box, format, name) {
  const { width, height } = box.getBoundingClientRect();
  const address = await Plotly.toImage(box, { format, width, height, scale: format === "png" ? 2 : 1 });
  const link = Object.assign(document.createElement("a"), { href: address, download: `${name}.${format}` });
  link.click();
}
