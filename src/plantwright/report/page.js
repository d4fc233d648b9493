// Draws every figure from its inert JSON in the colors of the page, fits them to paper and opens what is folded.
(() => {
  "use strict";
  const PAPER = 660; // px that fit between the margins of A4 and of Letter
  const SMALLER = 0.78; // figures on paper, whose text is then as small as that of the tables
  const NARROW = 480; // px of a figure below which the title of an axis is wrapped
  const LETTERS = 22; // of such a title in a line
  const LEAST = 3; // contrast at which a line can be told from what is behind it (WCAG 2, 1.4.11)
  const COLOR = /^(#[0-9a-f]{6}|rgba?\([\d., ]+\))$/i;
  const config = { displayModeBar: false, responsive: true, scrollZoom: false, doubleClick: false };
  const neutral = JSON.parse(document.getElementById("dark").textContent);
  const night = window.matchMedia("(prefers-color-scheme: dark)");
  const figures = [];

  const parts = (color) => color[0] === "#"
    ? [1, 3, 5].map((at) => parseInt(color.slice(at, at + 2), 16))
    : color.match(/[\d.]+/g).map(Number);
  const hex = (rgb) => "#" + rgb.slice(0, 3).map((one) => Math.round(one).toString(16).padStart(2, "0")).join("");
  const light = (rgb) => rgb.slice(0, 3)
    .map((one) => (one / 255 <= 0.03928 ? one / 255 / 12.92 : ((one / 255 + 0.055) / 1.055) ** 2.4))
    .reduce((sum, one, at) => sum + one * [0.2126, 0.7152, 0.0722][at], 0);
  const page = light(parts(neutral["#ffffff"]));
  const told = (rgb) => (Math.max(light(rgb), page) + 0.05) / (Math.min(light(rgb), page) + 0.05) >= LEAST;

  const dark = (color) => {
    let rgb = parts(color);
    const known = neutral[hex(rgb)];
    if (known) {
      return rgb.length < 4 ? known : `rgba(${parts(known).join(",")},${rgb[3]})`;
    }
    while (!told(rgb)) {
      rgb = rgb.map((one, at) => (at < 3 ? Math.min(one + (255 - one) * 0.1 + 1, 255) : one));
    }
    return rgb.length < 4 ? hex(rgb) : `rgba(${rgb.join(",")})`;
  };
  const darkened = (key, value) => (typeof value === "string" && COLOR.test(value) ? dark(value) : value);

  const wrapped = (text) => text.split(/ (?![^[]*\])/).reduce((lines, word) => {
    const last = lines.at(-1);
    return last && (last + " " + word).length <= LETTERS ? [...lines.slice(0, -1), last + " " + word] : [...lines, word];
  }, []).join("<br>");
  const fitted = (layout, width) => {
    const title = layout.xaxis?.title;
    return width >= NARROW || !title?.text
      ? layout
      : { ...layout, xaxis: { ...layout.xaxis, title: { ...title, text: wrapped(title.text) } } };
  };
  const draw = (one, isDark, size) => {
    const figure = JSON.parse(one.text, isDark ? darkened : undefined);
    const layout = fitted(figure.layout, size.width ?? one.box.clientWidth);
    Plotly.purge(one.box); // drawn over, a legend keeps the place that it had at another width
    return Plotly.newPlot(one.box, figure.data, { ...layout, ...size }, config);
  };
  const show = (one) => {
    try {
      draw(one, night.matches, {}).then(() => { one.box.dataset.drawn = night.matches ? "dark" : "yes"; });
    } catch (error) {
      one.box.textContent = document.body.dataset.undrawn;
      console.error(error);
    }
  };

  // On a phone the evidence is a list of questions to open; what is not open is not drawn.
  if (window.matchMedia("(max-width: 46rem)").matches) {
    document.body.classList.add("folded");
    for (const section of document.querySelectorAll("main > section:not(#answer)")) {
      const heading = section.querySelector(":scope > h2");
      if (!heading) continue;
      const folded = document.createElement("details");
      const summary = document.createElement("summary");
      summary.append(heading);
      folded.className = "evidence";
      folded.append(summary, ...section.childNodes);
      section.append(folded);
    }
  }
  const reveal = () => {
    const goal = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!goal) return;
    const inside = goal.querySelector(":scope > details.evidence");
    if (inside) inside.open = true;
    for (let one = goal.closest("details"); one; one = one.parentElement.closest("details")) one.open = true;
    goal.scrollIntoView();
  };
  const isFolded = (box) => box.closest("details:not([open])") !== null;

  for (const holder of document.querySelectorAll("script[data-figure]")) {
    const one = { box: document.getElementById(holder.dataset.figure), text: holder.textContent };
    figures.push(one);
    if (!isFolded(one.box)) show(one);
  }
  document.addEventListener("toggle", (event) => {
    if (!event.target.open) return;
    figures.filter((one) => event.target.contains(one.box) && !one.box.dataset.drawn && !isFolded(one.box)).forEach(show);
  }, true);
  window.addEventListener("hashchange", reveal);
  reveal();
  night.addEventListener("change", () => figures.filter((one) => one.box.dataset.drawn).forEach(show));

  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    opened.forEach((one) => { one.open = true; });
    figures.forEach((one) => draw(one, false, { width: PAPER / SMALLER, autosize: false }));
  });
  window.addEventListener("afterprint", () => {
    opened.forEach((one) => { one.open = false; });
    figures.filter((one) => !isFolded(one.box)).forEach(show);
    figures.filter((one) => isFolded(one.box)).forEach((one) => { delete one.box.dataset.drawn; });
  });
})();
