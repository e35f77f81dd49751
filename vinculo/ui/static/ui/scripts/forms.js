// Forms: sent once, counted, kept until sent. Without this file they work all the same.
const SENT = "data-sent";

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || form.method !== "post" || form.matches("[data-look]")) return;
  if (form.hasAttribute(SENT)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  form.setAttribute(SENT, "");
  // After the browser has read which button it was: a disabled one would not be sent.
  setTimeout(() => event.submitter?.setAttribute("aria-busy", "true"));
}, true);

function release() {
  for (const form of document.querySelectorAll(`form[${SENT}]`)) {
    form.removeAttribute(SENT);
    form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  }
}
addEventListener("pageshow", release);
document.addEventListener("htmx:afterRequest", release);

// Drafts stay in this tab. The next page forgets those that were sent, once it does not show them again.
const PREFIX = "draft:";
const LEAVING = "drafts-leaving";

function store(act) {
  try { return act(sessionStorage); } catch { return null; }
}

function restore() {
  const leaving = store((kept) => JSON.parse(kept.getItem(LEAVING) || "[]")) || [];
  // A page that asks to sign in again, or says what failed, means that nothing was taken.
  const refused = document.querySelector("[aria-invalid='true'], [data-form-errors], .door, .fault");
  for (const key of refused ? [] : leaving) store((kept) => kept.removeItem(PREFIX + key));
  store((kept) => kept.removeItem(LEAVING));
  for (const field of document.querySelectorAll("[data-draft]")) {
    const text = store((kept) => kept.getItem(PREFIX + field.dataset.draft));
    if (text && !field.value) field.value = text;
  }
}

document.addEventListener("input", (event) => {
  const field = event.target;
  if (field.dataset?.draft) {
    store((kept) => field.value ? kept.setItem(PREFIX + field.dataset.draft, field.value) : kept.removeItem(PREFIX + field.dataset.draft));
  }
  count(field);
});

document.addEventListener("submit", (event) => {
  // Whoever signs out leaves nothing for the next one at this computer.
  if (event.target.matches("[action$='/logout/']")) store((kept) => kept.clear());
  const keys = [...event.target.querySelectorAll("[data-draft]")].map((field) => field.dataset.draft);
  if (keys.length) store((kept) => kept.setItem(LEAVING, JSON.stringify(keys)));
});
document.addEventListener("htmx:afterRequest", (event) => {
  if (!event.detail.successful) return;
  const form = event.detail.elt.closest("form");
  form?.querySelectorAll("[data-draft]").forEach((field) => store((kept) => kept.removeItem(PREFIX + field.dataset.draft)));
});

function count(field) {
  const place = field.id && document.querySelector(`[data-counter="${CSS.escape(field.id)}"]`);
  if (!place) return;
  // Silent until it matters.
  const most = Number(place.dataset.most);
  const used = [...field.value].length;
  place.hidden = used < most * 0.6;
  place.querySelector("output").textContent = `${used} / ${most}`;
  place.classList.toggle("is-near", used > most * 0.9);
}

restore();
document.addEventListener("htmx:afterSwap", restore);
document.querySelector("[data-form-errors]:not(.gallery *)")?.focus();
