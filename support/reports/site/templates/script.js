// All that the pages need a script for: search and filters, folding, and links into what is folded.
"use strict";

const unfold = (where) => {
  for (let each = where; each; each = each.parentElement) {
    if (each.tagName === "DETAILS") each.open = true;
  }
};

const follow = () => {
  const name = decodeURIComponent(location.hash.slice(1));
  const place = name && document.getElementById(name);
  if (place) {
    unfold(place);
    place.scrollIntoView();
  }
};

for (const button of document.querySelectorAll("[data-fold]")) {
  const around = button.closest("article, main");
  let open = false;
  button.hidden = !around.querySelector("details");
  button.addEventListener("click", () => {
    open = !open;
    for (const each of around.querySelectorAll("details")) each.open = open;
    [button.textContent, button.dataset.fold] = [button.dataset.fold, button.textContent];
  });
}

const form = document.getElementById("search");
if (form) {
  const rows = [...document.getElementById("rows").children];
  const found = document.getElementById("found");
  const fields = ["q", "verdict", "area", "tag"];
  const texts = window.INDEX.texts;
  const plain = texts.map((text) => text.toLowerCase());

  const marked = (text, words) => {
    const line = document.createElement("p");
    const lower = text.toLowerCase();
    const word = words.find((each) => lower.includes(each));
    const at = lower.indexOf(word);
    const mark = document.createElement("mark");
    mark.textContent = text.slice(at, at + word.length);
    line.append(text.slice(Math.max(0, at - 120), at), mark, text.slice(at + word.length, at + 240));
    return line;
  };

  const look = () => {
    const wish = Object.fromEntries(fields.map((name) => [name, form.elements[name].value.trim()]));
    const words = wish.q.toLowerCase().split(/\s+/).filter(Boolean);
    let many = 0;
    rows.forEach((row, number) => {
      const said = window.INDEX.rows[number];
      const fits =
        (!wish.verdict || row.dataset.verdict === wish.verdict) &&
        (!wish.area || row.dataset.areas.split("|").includes(wish.area)) &&
        (!wish.tag || row.dataset.tags.split(" ").includes(wish.tag)) &&
        words.every((word) => said.some((each) => plain[each].includes(word)));
      row.hidden = !fits;
      row.querySelector("p")?.remove();
      if (!fits) return;
      many += 1;
      const shown = words.length && many <= 200 ? said.slice(1).find((each) => words.some((word) => plain[each].includes(word))) : undefined;
      if (shown !== undefined) row.append(marked(texts[shown], words));
    });
    found.textContent = `${many.toLocaleString("en")} of ${rows.length.toLocaleString("en")} scenarios`;
    return wish;
  };

  const remember = () => {
    const wish = new URLSearchParams(Object.entries(look()).filter(([, value]) => value));
    history.replaceState(null, "", wish.size ? `#${wish}` : location.pathname);
  };

  const recall = () => {
    const wish = new URLSearchParams(location.hash.slice(1));
    for (const name of fields) form.elements[name].value = wish.get(name) ?? "";
    look();
  };

  form.hidden = false;
  form.addEventListener("input", remember);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(remember));
  window.addEventListener("hashchange", recall);
  recall();
} else {
  window.addEventListener("hashchange", follow);
  follow();
}
