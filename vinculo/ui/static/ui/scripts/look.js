// Theme, density and keys at once; the form goes on to say it to the server, which writes the next page so.
const page = document.documentElement;

function keep(name, value) {
  const gone = value === "auto";
  const secure = location.protocol === "https:" ? ";secure" : "";
  document.cookie = `${name}=${gone ? "" : value};path=/;max-age=${gone ? 0 : 31536000};samesite=lax${secure}`;
  if (gone) delete page.dataset[name];
  else page.dataset[name] = value;
  for (const button of document.querySelectorAll(`[data-look] button[name="${name}"]`)) {
    button.setAttribute("aria-pressed", String(button.value === value));
  }
  for (const box of document.querySelectorAll("[data-keys-switch]")) box.checked = page.dataset.keys !== "off";
}

document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-look]") || !event.submitter?.name) return;
  event.preventDefault();
  keep(event.submitter.name, event.submitter.value);
});
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-keys-switch]")) keep("keys", event.target.checked ? "auto" : "off");
});
for (const box of document.querySelectorAll("[data-keys-switch]")) box.checked = page.dataset.keys !== "off";
