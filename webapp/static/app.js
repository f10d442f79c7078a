// Comforts only: every page works without this file.
(() => {
  "use strict";
  const box = document.querySelector("input[data-suggest]");

  // Suggestions while typing, from this server only.
  const suggest = (input) => {
    const list = document.createElement("datalist");
    list.id = "suggestions";
    input.after(list);
    input.setAttribute("list", list.id);
    let timer = 0;
    let last = "";
    input.addEventListener("input", () => {
      clearTimeout(timer);
      const text = input.value.trim();
      if (!text || text === last) return;
      timer = setTimeout(async () => {
        last = text;
        const address = `${input.dataset.suggest}?format=json&q=${encodeURIComponent(text)}`;
        const reply = await fetch(address).catch(() => null);
        if (!reply || !reply.ok) return;
        const { suggestions } = await reply.json();
        list.replaceChildren(...suggestions.map(({ kind, text: words }) => {
          const option = document.createElement("option");
          option.value = words;
          option.label = kind;
          return option;
        }));
      }, 150);
    });
  };
  if (box) suggest(box);

  // Keys: "/" goes to the search box, n and p to the next and previous hit.
  const hits = () => [...document.querySelectorAll("mark[id^=hit-]")];
  const step = (by) => {
    const all = hits();
    if (!all.length) return;
    const now = all.findIndex((hit) => `#${hit.id}` === location.hash);
    const next = all[(now + by + all.length) % all.length] || all[0];
    location.hash = next.id;
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "/" && box) {
      event.preventDefault();
      box.focus();
      box.select();
    } else if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
  });

  // A reader opened without a place in its address goes to the place or the first hit.
  const first = document.querySelector("#at, #hit-1");
  if (first && !location.hash) location.replace(`#${first.id}`);

  // Drawers that are open on wide screens only.
  const wide = matchMedia("(min-width: 62rem)");
  const fit = () => document.querySelectorAll("details[data-open-wide]").forEach((drawer) => {
    drawer.open = wide.matches;
  });
  if (document.querySelector("details[data-open-wide]")) {
    fit();
    wide.addEventListener("change", fit);
  }

  // Buttons that copy the text of an element.
  document.querySelectorAll("button[data-copy]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", async () => {
      const source = document.getElementById(button.dataset.copy);
      await navigator.clipboard.writeText(source.innerText);
      button.textContent = "已复制";
    });
  });
})();
