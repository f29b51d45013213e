const controls = document.querySelector(".controls");
const contents = document.querySelector(".contents details");
if (contents && matchMedia("(max-width: 70rem)").matches) contents.open = false;
if (controls) {
  const entries = [...document.querySelectorAll(".entry")];
  const texts = new Map(entries.map((entry) => [entry, entry.textContent.toLowerCase()]));
  const boxes = [...controls.querySelectorAll("input[type=checkbox]")];
  const choices = [...controls.querySelectorAll("select")];
  const search = controls.querySelector("input[type=search]");
  const shown = controls.querySelector("output");
  const filter = () => {
    const severities = new Set(boxes.filter((box) => box.checked).map((box) => box.value));
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const entry of entries) {
      const fits =
        severities.has(entry.dataset.severity) &&
        choices.every((choice) => !choice.value || entry.dataset[choice.name] === choice.value) &&
        words.every((word) => texts.get(entry).includes(word));
      entry.hidden = !fits;
      count += fits ? 1 : 0;
      const listed = document.querySelector(`.contents [data-for="${entry.id}"]`);
      if (listed) listed.hidden = !fits;
    }
    for (const group of document.querySelectorAll(".group")) {
      group.hidden = ![...group.querySelectorAll(".entry")].some((entry) => !entry.hidden);
    }
    shown.textContent = `${count} of ${entries.length} shown`;
  };
  controls.hidden = false;
  controls.addEventListener("input", filter);
  controls.addEventListener("change", filter);
  controls.addEventListener("click", (event) => {
    if (event.target.dataset.open) for (const entry of entries) entry.open = event.target.dataset.open === "yes";
  });
  const unfold = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.matches(".entry")) target.open = true;
  };
  addEventListener("hashchange", unfold);
  unfold();
  filter();
}
