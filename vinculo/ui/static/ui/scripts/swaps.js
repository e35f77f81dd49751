// What htmx changed: said to those who do not see it, and the focus put where the answer asks for it.
const voice = document.getElementById("announce");

document.addEventListener("htmx:afterSettle", (event) => {
  const place = event.detail.elt;
  if (!(place instanceof Element)) return;
  const said = place.matches("[data-announce]") ? place : place.querySelector("[data-announce]");
  if (said && voice) voice.textContent = said.dataset.announce || said.textContent.trim();
  (place.matches("[data-focus]") ? place : place.querySelector("[data-focus], [data-form-errors]"))?.focus();
});
