"use strict";
// Lights a sentence wherever it appears, and the Arabic a statement rests on.
// Listens on the document, so that a brief put into a page later works as well.
(() => {
  let lit = [];

  const light = (target) => {
    for (const element of lit) element.classList.remove("lit", "lit-part");
    lit = [];
    const holder = target instanceof Element && target.closest("[data-seg]");
    const brief = holder && holder.closest(".brief");
    if (!brief) return;
    const add = (selector, name) => {
      for (const element of brief.querySelectorAll(selector)) {
        element.classList.add(name);
        lit.push(element);
      }
    };
    for (const id of holder.dataset.seg.split(" ")) {
      if (/^\d+$/.test(id)) add(`[data-seg~="${id}"]`, "lit");
    }
    const statement = holder.dataset.st;
    if (/^\d+$/.test(statement || "")) {
      for (const part of ["content", "speaker", "cue", "via"]) {
        add(`[data-parts~="${statement}-${part}"]`, "lit-part");
      }
    }
  };

  document.addEventListener("mouseover", (event) => light(event.target));
  document.addEventListener("focusin", (event) => light(event.target));
  document.addEventListener("mouseleave", () => light(null));
})();
