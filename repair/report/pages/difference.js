const controls = document.querySelector(".controls");
const boxes = [...controls.querySelectorAll("input")];
const folds = () => document.querySelectorAll(".entry");
const filter = () => {
  const shown = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
  for (const entry of folds()) {
    const changes = [...entry.querySelectorAll("[data-delta]")];
    for (const change of changes) change.hidden = !shown.has(change.dataset.kind);
    entry.hidden = changes.every((change) => change.hidden);
  }
};
controls.hidden = false;
controls.addEventListener("change", filter);
controls.addEventListener("click", (event) => {
  if (event.target.dataset.open) for (const entry of folds()) entry.open = event.target.dataset.open === "yes";
});
