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
    location.replace(`#${next.id}`);  // Back leads to the results, not from hit to hit
  };
  document.addEventListener("click", (event) => {
    const link = event.target.closest(".hit-nav a");
    if (!link) return;
    event.preventDefault();
    location.replace(link.hash);
  });
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
      await copy(source);
      button.textContent = "已复制";
    });
  });

  // With its format where the browser lets us, else by selecting it, which works without https too.
  async function copy(source) {
    if (source.value !== undefined) { // a text area: as it is
      source.select();
      document.execCommand("copy");
      return;
    }
    if (navigator.clipboard && window.ClipboardItem) {
      const kinds = { "text/plain": source.innerText, "text/html": source.innerHTML };
      const parts = Object.entries(kinds).map(([type, text]) => [type, new Blob([text], { type })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(parts))]);
      return;
    }
    const selection = getSelection();
    selection.selectAllChildren(source);
    document.execCommand("copy");
    selection.removeAllRanges();
  }

  // Citing what is selected in the reader: a link beside the selection. A block's id is its place
  // in the text; a selection over several blocks is cited as far as the first block's end.
  const reader = document.querySelector("[data-cite]");
  if (reader) {
    const text = reader.querySelector(".text");
    const link = Object.assign(document.createElement("a"), { className: "cite-selection", textContent: "引用所选", hidden: true });
    document.body.append(link);
    const clean = (range) => {
      const copied = range.cloneContents();
      copied.querySelectorAll(".hit-nav").forEach((part) => part.remove());
      return copied.textContent.length;
    };
    document.addEventListener("selectionchange", () => {
      const selection = getSelection();
      link.hidden = true;
      if (selection.isCollapsed || !text.contains(selection.anchorNode)) return;
      const chosen = selection.getRangeAt(0);
      const start = chosen.startContainer;
      const block = (start.nodeType === 1 ? start : start.parentElement).closest("[id^=c]:not(tr)");
      if (!block || !text.contains(block) || block.closest("table")) return;
      const before = document.createRange();
      before.setStart(block, 0);
      before.setEnd(chosen.startContainer, chosen.startOffset);
      const inside = chosen.cloneRange();
      if (!block.contains(chosen.endContainer)) inside.setEnd(block, block.childNodes.length);
      const from = Number(block.id.slice(1)) + clean(before);
      const to = from + clean(inside);
      if (!(to > from)) return;
      const at = chosen.getBoundingClientRect();
      link.href = `${reader.dataset.cite}?at=${from}-${to}`;
      link.style.top = `${at.bottom + scrollY + 6}px`;
      link.style.left = `${Math.max(8, at.left + scrollX)}px`;
      link.hidden = false;
    });
  }
})();
