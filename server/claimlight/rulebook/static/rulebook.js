// The search of the list of rules. Without scripts the whole list is there.
(() => {
  const form = document.querySelector("form.find");
  if (!form) return;
  const input = form.querySelector("input");
  const told = form.querySelector("[role=status]");
  const items = [...document.querySelectorAll(".rule-list li")];
  const groups = [...document.querySelectorAll(".group")];

  const search = () => {
    const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = 0;
    for (const item of items) {
      item.hidden = !words.every((word) => item.dataset.text.includes(word));
      found += !item.hidden;
    }
    for (const group of groups) group.hidden = !group.querySelector("li:not([hidden])");
    told.textContent = words.length ? `${found} of ${items.length} rules` : "";
    history.replaceState(null, "", words.length ? `#find=${encodeURIComponent(input.value)}` : location.pathname + location.search);
  };

  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  input.addEventListener("input", search);
  if (location.hash.startsWith("#find=")) {
    input.value = decodeURIComponent(location.hash.slice(6));
    search();
  }
})();
// A link to a word list opens it.
(() => {
  const open = () => {
    const target = location.hash.startsWith("#list-") && document.getElementById(location.hash.slice(1));
    if (target) target.open = true;
  };
  addEventListener("hashchange", open);
  open();
})();
