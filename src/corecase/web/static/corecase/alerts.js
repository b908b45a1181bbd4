// Looks for new alerts while a page stays open, so that one shows within a minute.
// The request says that nobody sent it by hand: it does not keep a session alive.
const region = document.getElementById("corecase-alerts");
const EVERY = 30_000;

async function look() {
  try {
    const answer = await fetch(region.dataset.address, {
      headers: { "X-Corecase-Background": "1" },
      redirect: "error",
    });
    if (!answer.ok) return;
    const found = document.createElement("div");
    found.innerHTML = await answer.text();
    // The same alerts are not announced twice.
    if (found.textContent.trim() !== region.textContent.trim()) {
      region.replaceChildren(...found.childNodes);
    }
  } catch {
    // No connection: the next look is soon, and the mail goes its own way.
  }
}

if (region) setInterval(look, EVERY);
