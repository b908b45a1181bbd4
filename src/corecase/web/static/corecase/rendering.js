// Follows a report while the worker makes it, and goes on to what was made.
// The requests say that nobody sent them by hand: they do not keep a session alive.
const place = document.getElementById("corecase-rendering");
const list = document.getElementById("corecase-rendering-files");
const FIRST = 100;
const LATER = 1000;
const QUICK_FOR = 10_000;
const began = Date.now();

function show(state) {
  if (state.says !== place.textContent) place.textContent = state.says;
  const links = state.files.slice(list.children.length).map(({ words, address }) => {
    const entry = document.createElement("li");
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.href = address;
    link.textContent = words;
    entry.append(link);
    return entry;
  });
  list.append(...links);
}

async function look() {
  try {
    const answer = await fetch(place.dataset.address, {
      headers: { "X-Corecase-Background": "1" },
      redirect: "error",
    });
    if (answer.ok) {
      const state = await answer.json();
      if (state.next) {
        location.replace(state.next);
        return;
      }
      show(state);
    }
  } catch {
    // No connection: the next look is soon, and the worker goes on without us.
  }
  setTimeout(look, Date.now() - began < QUICK_FOR ? FIRST : LATER);
}

if (place) look();
