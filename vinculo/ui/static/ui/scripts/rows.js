// Picked rows: how many, all at once, and a stretch with shift.
let last = null;

function picks(form) {
  return [...form.querySelectorAll("[data-pick]")];
}

function recount(form) {
  const picked = picks(form).filter((box) => box.checked).length;
  for (const place of form.querySelectorAll("[data-bulk-count]")) place.textContent = new Intl.NumberFormat(document.documentElement.lang).format(picked);
  for (const all of form.querySelectorAll("[data-pick-all]")) {
    all.checked = picked > 0 && picked === picks(form).length;
    all.indeterminate = picked > 0 && !all.checked;
  }
}

document.addEventListener("click", (event) => {
  const box = event.target;
  if (!(box instanceof HTMLInputElement) || !box.form) return;
  if (box.matches("[data-pick-all]")) picks(box.form).forEach((one) => { one.checked = box.checked; });
  else if (box.matches("[data-pick]")) {
    const all = picks(box.form);
    if (event.shiftKey && last && all.includes(last)) {
      const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((a, b) => a - b);
      all.slice(from, to + 1).forEach((one) => { one.checked = box.checked; });
    }
    last = box;
  } else return;
  recount(box.form);
});
document.addEventListener("reset", (event) => setTimeout(() => recount(event.target)));
addEventListener("pageshow", () => document.querySelectorAll("form:has([data-pick])").forEach(recount));
document.addEventListener("htmx:afterSwap", () => document.querySelectorAll("form:has([data-pick])").forEach(recount));
