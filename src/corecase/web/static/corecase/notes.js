// Enter adds a note; Shift and Enter begins a new line.
const form = document.getElementById("note");
const text = form?.elements.text;

for (const hint of form?.querySelectorAll("[data-script-only]") ?? []) hint.hidden = false;
text?.focus();
text?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  if (text.value.trim()) form.requestSubmit();
});
