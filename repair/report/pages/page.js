"use strict";
const theme = document.querySelector(".theme");
if (theme) {
  const themes = ["system", "light", "dark"];
  theme.hidden = false;
  theme.addEventListener("click", () => {
    const next = themes[(themes.indexOf(theme.dataset.now) + 1) % themes.length];
    theme.dataset.now = next;
    theme.textContent = `Colours: ${next}`;
    if (next === "system") delete document.documentElement.dataset.theme;
    else document.documentElement.dataset.theme = next;
  });
}
const unfolded = new Map();
addEventListener("beforeprint", () => {
  for (const one of document.querySelectorAll("details")) {
    unfolded.set(one, one.open);
    one.open = true;
  }
});
addEventListener("afterprint", () => unfolded.forEach((open, one) => (one.open = open)));
