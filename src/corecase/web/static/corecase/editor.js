// The editor shows the text as it reads while it is typed, and puts marks in at a press.
// Without it everything works by typing; nothing here is saved or sent.
const form = document.getElementById("editor");
const text = form?.elements.text;
const reads = document.getElementById("as-read-text");
const said = document.getElementById("inserted");
const MARK = /\[\[([^|[\]]+)\|([^[\]]+)\]\]/g;
const known = new Map();

for (const hint of document.querySelectorAll("[data-script-only]")) hint.hidden = false;
for (const hint of document.querySelectorAll("[data-without-script]")) hint.hidden = true;

function insert(mark) {
  const { selectionStart: start, selectionEnd: end, value } = text;
  const before = start > 0 && !/[\s([“]$/.test(value.slice(0, start)) ? " " : "";
  text.setRangeText(before + mark, start, end, "end");
  text.focus();
  text.dispatchEvent(new Event("input"));
}

for (const shown of document.querySelectorAll("code[data-mark]")) {
  const { mark, words } = shown.dataset;
  const figure = shown.closest(".corecase-sayable").querySelector("strong").textContent;
  known.set(mark.slice(2, mark.indexOf("|")), figure);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "corecase-insert";
  button.textContent = words;
  const label = shown.closest(".corecase-sayable").querySelector(".corecase-sayable__label");
  button.setAttribute("aria-label", `Put in “${words}”, ${label.textContent}`);
  button.addEventListener("click", () => {
    insert(mark);
    said.textContent = `Put in: ${words}`;
  });
  shown.replaceWith(button);
}

function chip(key, words) {
  const made = document.createElement("span");
  made.className = "corecase-chip";
  made.textContent = words;
  const figure = known.get(key) ?? "no figure of this list";
  made.title = `${key}: ${figure}`;
  const hidden = document.createElement("span");
  hidden.className = "govuk-visually-hidden";
  hidden.textContent = ` (${figure})`;
  made.append(hidden);
  return made;
}

function show() {
  const pieces = [];
  let end = 0;
  for (const found of text.value.matchAll(MARK)) {
    pieces.push(text.value.slice(end, found.index), chip(found[1], found[2]));
    end = found.index + found[0].length;
  }
  reads.replaceChildren(...pieces, text.value.slice(end) || (end ? "" : "Nothing yet."));
}

text?.addEventListener("input", show);
