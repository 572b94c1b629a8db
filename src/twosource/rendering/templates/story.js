/* Improves, and is never needed: a number brings its siblings level with it; j and k go from line to line. */
(function () {
  "use strict";
  var root = document.documentElement;
  root.classList.add("js");
  function pane(el) { return el.closest(".report"); }
  function level(link) {
    var texts = link.closest(".texts"), here = pane(link);
    texts.querySelectorAll(".here").forEach(function (el) { el.classList.remove("here"); });
    var top = link.getBoundingClientRect().top;
    texts.querySelectorAll('[data-st="' + link.dataset.st + '"]').forEach(function (other) {
      other.closest(".st").classList.add("here");
      var there = pane(other);
      if (there !== here) { there.scrollTop += other.getBoundingClientRect().top - top; }
    });
  }
  document.addEventListener("click", function (event) {
    var link = event.target.closest && event.target.closest("a[data-st]");
    if (!link || !matchMedia("(min-width: 64rem)").matches || event.ctrlKey || event.metaKey || event.shiftKey) { return; }
    if (link.closest(".st").classList.contains("here")) { return; }
    event.preventDefault();
    level(link);
  });
  document.addEventListener("keydown", function (event) {
    if ((event.key !== "j" && event.key !== "k") || event.ctrlKey || event.metaKey || event.altKey) { return; }
    if (/^(input|textarea|select)$/i.test(event.target.tagName)) { return; }
    var steps = Array.prototype.filter.call(document.querySelectorAll("[data-step]"), function (el) { return el.offsetParent; });
    var at = steps.indexOf(document.activeElement.closest("[data-step]"));
    var next = steps[event.key === "j" ? at + 1 : Math.max(0, at - 1)];
    if (next) { next.tabIndex = -1; next.focus(); }
  });
})();
