// Two minutes before a session ends for want of requests, asks whether to stay signed in.
// The last request of any tab counts. A page that saves by itself dispatches "corecase:seen".
const dialog = document.getElementById("session");
const idle = Number(dialog.dataset.minutes) * 60_000;
const warning = 2 * 60_000;
const shared = "corecase-seen";
const part = (name) => dialog.querySelector(`[data-session="${name}"]`);
let over = false;

function seen() {
  localStorage.setItem(shared, String(Date.now()));
}

function show(isOver) {
  part("warning").hidden = isOver;
  part("over").hidden = !isOver;
  if (!dialog.open) dialog.showModal();
}

function look() {
  if (over) return;
  const away = Date.now() - Number(localStorage.getItem(shared));
  if (away >= idle) {
    over = true;
    show(true);
  } else if (away >= idle - warning) {
    show(false);
  } else if (dialog.open) {
    dialog.close();
  }
}

part("warning").querySelector("form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const form = event.target;
  const headers = { Accept: "application/json" };
  try {
    const response = await fetch(form.action, { method: "POST", body: new FormData(form), headers });
    if (response.status === 204) {
      seen();
      dialog.close();
    } else {
      over = true;
      show(true);
    }
  } catch {
    form.submit();
  }
});
part("close").addEventListener("click", () => dialog.close());
document.addEventListener("corecase:seen", seen);
document.addEventListener("visibilitychange", look);
seen();
setInterval(look, 5_000);
