// Short words leave by themselves, unless somebody reads them or they offer a way back that is being reached for.
const region = document.getElementById("toasts");
const STAY = 7000;

function dismiss(toast) {
  toast.classList.add("is-leaving");
  setTimeout(() => toast.remove(), 180);
}

function mind(toast) {
  if (toast.dataset.minded !== undefined) return;
  toast.dataset.minded = "";
  const close = document.createElement("button");
  close.type = "button";
  close.className = "toast-x";
  close.title = region.dataset.dismiss;
  close.setAttribute("aria-label", region.dataset.dismiss);
  close.innerHTML = '<svg class="i i-s" aria-hidden="true"><use href="#i-x"/></svg>';
  close.addEventListener("click", () => dismiss(toast));
  toast.append(close);
  if (toast.matches(".toast-error, .toast-warning")) return;
  let clock = setTimeout(() => dismiss(toast), STAY);
  const hold = () => clearTimeout(clock);
  const leave = () => { clock = setTimeout(() => dismiss(toast), STAY / 2); };
  toast.addEventListener("pointerenter", hold);
  toast.addEventListener("focusin", hold);
  toast.addEventListener("pointerleave", leave);
  toast.addEventListener("focusout", leave);
}

function say(words, tone) {
  const toast = document.createElement("div");
  toast.className = `toast toast-${tone}`;
  const span = document.createElement("span");
  span.textContent = words;
  toast.append(span);
  region.append(toast);
}

if (region) {
  for (const toast of region.children) mind(toast);
  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) if (node instanceof HTMLElement) mind(node);
  }).observe(region, { childList: true });
  // The server says by itself what it refused; this is for when it could not.
  document.addEventListener("htmx:responseError", (event) => {
    if (!event.detail.xhr.getResponseHeader("HX-Trigger")?.includes("vinculo:toast")) say(region.dataset.failed, "error");
  });
  document.addEventListener("htmx:sendError", () => say(region.dataset.offline, "warning"));
  document.addEventListener("vinculo:toast", (event) => say(event.detail.value ?? event.detail, event.detail.tone ?? "success"));
}
