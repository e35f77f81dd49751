// Single keys, declared in the page: data-key="r" on what should be pressed, data-rows on a list to walk.
// Off inside fields, off when a person says so, never in the way of the browser's own.
const root = document.documentElement;
const off = () => root.dataset.keys === "off";
const typing = (target) => target instanceof Element && target.closest("input:not([type='checkbox'], [type='radio']), textarea, select, [contenteditable]");
const seen = (element) => element.checkVisibility?.({ visibilityProperty: true }) ?? element.offsetParent !== null;
const rows = () => [...document.querySelectorAll("[data-rows] [data-row]")].filter(seen);
const here = () => document.querySelector("[data-row].is-here");

function go(row) {
  if (!row) return;
  here()?.classList.remove("is-here");
  row.classList.add("is-here");
  row.setAttribute("tabindex", "-1");
  row.focus({ preventScroll: true });
  row.scrollIntoView({ block: "nearest" });
}

function walk(step) {
  const all = rows();
  const at = all.indexOf(here());
  go(all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)]);
  return all.length > 0;
}

const fixed = {
  j: () => walk(1),
  k: () => walk(-1),
  x: () => {
    const box = here()?.querySelector("[data-pick]");
    box?.click();
    return !!box;
  },
  enter: () => {
    const row = document.activeElement === here() ? here() : null;
    if (row?.dataset.href) location.assign(row.dataset.href);
    return !!row?.dataset.href;
  },
  escape: () => {
    here()?.classList.remove("is-here");
    return false;
  },
  "?": () => {
    list();
    document.getElementById("keys")?.showModal();
    return true;
  },
};

// A field that answers to the key goes before a link that leads to such a field.
function declared(name) {
  const all = [...document.querySelectorAll(`[data-key="${CSS.escape(name)}"]`)].filter((element) => seen(element) || element.closest("[data-bulk]"));
  return all.find((element) => element.matches("input, textarea, select")) ?? all[0];
}

function press(element) {
  // An act on rows, with none picked, means the row where one stands.
  if (element.closest("[data-bulk]") && !document.querySelector("[data-pick]:checked")) {
    const box = here()?.querySelector("[data-pick]");
    if (!box) return false;
    box.click();
  }
  if (element.matches("input[type='radio'], input[type='checkbox']")) {
    element.click();
    element.form?.querySelector("[data-compose]")?.focus();
  } else if (element.matches("input, textarea, select")) {
    element.focus();
    element.select?.();
  } else if (element.matches("summary")) {
    element.parentElement.open = !element.parentElement.open;
    element.focus();
  } else {
    element.click();
  }
  return true;
}

document.addEventListener("keydown", (event) => {
  const key = event.key.toLowerCase();
  if ((event.metaKey || event.ctrlKey) && key === "enter") {
    const form = event.target instanceof Element && event.target.closest("form");
    const button = form && ["[data-key='mod+enter']", ".btn-main"].flatMap((kind) => [...form.querySelectorAll(kind)]).find(seen);
    if (button) {
      event.preventDefault();
      form.requestSubmit(button.type === "submit" ? button : undefined);
    }
    return;
  }
  if (event.metaKey || event.ctrlKey || event.altKey || event.isComposing || off()) return;
  if (event.key === "Escape" && typing(event.target)) return event.target.blur();
  if (typing(event.target) || document.querySelector("dialog[open]")) return;
  if (key === "enter" && event.target.closest?.("a, button, summary")) return;
  const name = event.shiftKey && /^[a-z]$/.test(key) ? `shift+${key}` : key;
  const element = name === "?" ? null : declared(name);
  if (element ? press(element) : fixed[name]?.()) event.preventDefault();
});

// The list of keys is read off the page, so that it never tells of one that is not there.
function list() {
  const place = document.querySelector("[data-keys-list]");
  if (!place) return;
  place.querySelectorAll("[data-found]").forEach((line) => line.remove());
  const walkable = rows().length > 0;
  for (const line of place.children) line.hidden = !walkable && line.dataset.keyFixed !== "?";
  const told = new Set();
  for (const element of document.querySelectorAll("[data-key]")) {
    if (element.dataset.key === "?" || told.has(element.dataset.key) || !(seen(element) || element.closest("[data-bulk]"))) continue;
    told.add(element.dataset.key);
    const line = document.createElement("li");
    const words = document.createElement("span");
    const copy = (element.labels?.[0] ?? element).cloneNode(true);
    copy.querySelectorAll("kbd, svg, .count").forEach((part) => part.remove());
    words.textContent = copy.textContent.trim() || element.title || element.getAttribute("aria-label") || "";
    const keyed = document.createElement("span");
    for (const part of element.dataset.key.split("+")) {
      const cap = document.createElement("kbd");
      cap.textContent = { mod: navigator.platform.startsWith("Mac") ? "⌘" : "Ctrl", enter: "↵", shift: "⇧" }[part] ?? part.toUpperCase();
      keyed.append(cap);
    }
    line.append(words, keyed);
    line.dataset.found = "";
    place.prepend(line);
  }
}

document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[commandfor='keys']")) list();
}, true);

// A click on a row goes where its first link goes, unless it meant something inside.
document.addEventListener("click", (event) => {
  const row = event.target instanceof Element ? event.target.closest("[data-row][data-href]") : null;
  if (!row || event.target.closest("a, button, input, label, summary, details") || String(getSelection())) return;
  if (event.metaKey || event.ctrlKey) open(row.dataset.href);
  else location.assign(row.dataset.href);
});
