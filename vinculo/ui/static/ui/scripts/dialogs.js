// Dialogs and menus. They open without us where the browser can; here is only what it leaves out.
document.addEventListener("click", (event) => {
  const target = event.target;
  if (!(target instanceof Element)) return;
  const opener = target.closest("[commandfor][command='show-modal']");
  if (opener && !("command" in HTMLButtonElement.prototype)) document.getElementById(opener.getAttribute("commandfor"))?.showModal();
  if (target.closest("[data-close]")) target.closest("dialog")?.close();
  if (target instanceof HTMLDialogElement && outside(target, event)) target.close();
  for (const menu of document.querySelectorAll("[data-menu][open]")) {
    if (!menu.contains(target) || target.closest(".menu-item")) menu.open = false;
  }
});

function outside(dialog, event) {
  const box = dialog.getBoundingClientRect();
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom;
}

document.addEventListener("keydown", (event) => {
  const menu = event.target instanceof Element ? event.target.closest("[data-menu][open]") : null;
  if (!menu) return;
  const items = [...menu.querySelectorAll(".menu-item, .segments button")];
  const at = items.indexOf(document.activeElement);
  if (event.key === "Escape") {
    menu.open = false;
    menu.querySelector("summary")?.focus();
  } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
    event.preventDefault();
    items.at((at + (event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1)) % items.length)?.focus();
  }
});

// A dialog that the server wrote open (a form with an error) becomes a modal one.
for (const dialog of document.querySelectorAll("dialog[data-open]")) {
  dialog.close();
  dialog.showModal();
}
