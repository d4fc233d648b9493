// Tabs as the keyboard knows them: one stop, arrows between them.

export function tabs(list, onopen) {
  const buttons = [...list.querySelectorAll('[role="tab"]')];
  const open = (chosen, focus = false) => {
    for (const one of buttons) {
      const on = one === chosen;
      one.setAttribute("aria-selected", String(on));
      one.tabIndex = on ? 0 : -1;
      document.getElementById(one.getAttribute("aria-controls")).hidden = !on;
    }
    if (focus) {
      chosen.focus();
    }
    onopen(chosen.id.replace("tab-", ""));
  };
  const ahead = { ArrowRight: 1, ArrowLeft: -1 };
  buttons.forEach((one, at) => {
    one.addEventListener("click", () => open(one));
    one.addEventListener("keydown", (event) => {
      const next = event.key === "Home" ? 0 : event.key === "End" ? buttons.length - 1 : at + (ahead[event.key] ?? NaN);
      if (!Number.isNaN(next)) {
        event.preventDefault();
        event.stopPropagation();
        open(buttons[(next + buttons.length) % buttons.length], true);
      }
    });
  });
  return (name) => open(buttons.find((one) => one.id === `tab-${name}`));
}
