// Elements made in one call; whatever the records call things is text, never markup.

export function h(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) {
      made.addEventListener(name.slice(2), value);
    } else if (value === true) {
      made.setAttribute(name, "");
    } else if (value !== false && value !== null && value !== undefined) {
      made.setAttribute(name, String(value));
    }
  }
  made.append(...children.filter((one) => one !== null && one !== undefined));
  return made;
}

export function filled(place, ...children) {
  place.replaceChildren(...children.filter((one) => one !== null && one !== undefined));
  return place;
}

// A select of choices [value, text]; what was chosen is kept where it is still a choice.
export function choice(label, choices, chosen, onchange) {
  const box = h("select", { "aria-label": label, onchange: () => onchange(box.value) });
  for (const [value, text] of choices) {
    box.append(h("option", { value, selected: value === chosen }, text));
  }
  return box;
}

export function amount(label, value, onchange, more = {}) {
  const given = value === null || value === undefined ? "" : String(value);
  const box = h("input", {
    type: "number", inputmode: "decimal", min: 0, step: "any", value: given, "aria-label": label, ...more,
    onchange: () => {
      const read = box.value === "" ? null : Number(box.value);
      onchange(Number.isFinite(read) && read >= 0 ? read : null);
    },
  });
  return box;
}
