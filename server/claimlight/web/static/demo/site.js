// What a clinic's site does by script: the accordion opens, the cookie banner goes away.
for (const button of document.querySelectorAll(".accordion button")) {
  button.addEventListener("click", () => {
    const open = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", String(!open));
    document.getElementById(button.getAttribute("aria-controls")).hidden = open;
  });
}
for (const button of document.querySelectorAll("[data-close]")) {
  button.addEventListener("click", () => button.closest(".cookies").remove());
}
