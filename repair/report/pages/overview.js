const search = document.querySelector("input[type=search]");
if (search) {
  const rows = [...document.querySelectorAll(".pairs tbody tr")];
  search.closest(".controls").hidden = false;
  search.addEventListener("input", () => {
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    for (const row of rows) row.hidden = !words.every((word) => row.textContent.toLowerCase().includes(word));
  });
}
