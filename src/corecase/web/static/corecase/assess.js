// Saves each field of a criterion's questions as it is filled in. "Saved" is said only when a
// receipt names the hash that this page made of its own change.
import { Outbox } from "./outbox.js";

const PAUSE = 800;
const FIELDS = { ANSWER: 0, NOTE: 1, FOUND_IN: 2 };
const form = document.getElementById("questions");

if (form?.dataset.operations && globalThis.isSecureContext && globalThis.crypto?.subtle) start();

function start() {
  for (const hint of document.querySelectorAll("[data-script-only]")) hint.hidden = false;
  const overall = form.querySelector("[data-overall]");
  const questions = [...form.querySelectorAll("[data-item]")].map(question);
  const outbox = new Outbox({
    address: form.dataset.operations,
    token: () => form.elements.csrfmiddlewaretoken,
    told: tell,
  });

  function question(section) {
    const id = section.dataset.item;
    const fields = {};
    const found = { id, section, fields, status: section.querySelector("[data-status]") };
    if (!found.status) return found;
    const versions = form.elements[`v-${id}`].value.split(".").map(Number);
    for (const [name, place] of Object.entries(FIELDS))
      fields[name] = { name, version: versions[place], saved: null, pending: null, timer: 0 };
    for (const field of Object.values(fields)) field.saved = value(found, field.name);
    section.addEventListener("input", (event) => changed(found, event.target));
    section.addEventListener("change", (event) => changed(found, event.target));
    section.addEventListener("focusout", (event) => {
      if (!section.contains(event.relatedTarget)) flush(found);
    });
    return found;
  }

  // What a field says: the text that is saved, or null while its parts do not go together.
  function value({ id, section }, name) {
    const said = (part) => form.elements[`${part}-${id}`];
    if (name === "NOTE") return said("note").value;
    if (name === "FOUND_IN") return said("found").value;
    let answer = said("answer").value;
    const record = {};
    if ("levels" in section.dataset) {
      const [service, assessor] = [said("service").value, said("assessor").value];
      if (!service !== !assessor) return null;
      if (service) {
        const settled = service === assessor ? "SUFFICIENT" : "INSUFFICIENT";
        if (answer && answer !== settled) return null;
        answer = settled;
        record.service = service;
        record.assessor = assessor;
      }
    }
    const mark = said("mark").checked;
    if (!answer) return mark ? null : "";
    const written = { answer };
    if (record.assessor) written.assessor_value = record.assessor;
    if (mark) written.known_but_not_recorded = true;
    if (record.service) written.service_value = record.service;
    return JSON.stringify(written);
  }

  function fieldOf(target) {
    if (target.name.startsWith("note-")) return "NOTE";
    return target.name.startsWith("found-") ? "FOUND_IN" : "ANSWER";
  }

  function changed(one, target) {
    if (!target.name) return;
    const field = one.fields[fieldOf(target)];
    if (target.name.startsWith("service-") || target.name.startsWith("assessor-")) settle(one);
    gates();
    // Leaving a field that says what is saved changes nothing, nor what stands beside it.
    if (!field.timer && !field.pending && value(one, field.name) === field.saved) return;
    clearTimeout(field.timer);
    say(one, "waiting", "Saving…");
    field.timer = setTimeout(() => send(one, field), PAUSE);
  }

  // Two levels settle the answer: the page shows it as the server will.
  function settle({ id }) {
    const { value: service } = form.elements[`service-${id}`];
    const { value: assessor } = form.elements[`assessor-${id}`];
    if (service && assessor)
      form.elements[`answer-${id}`].value = service === assessor ? "SUFFICIENT" : "INSUFFICIENT";
  }

  async function send(one, field, leaving = false) {
    clearTimeout(field.timer);
    field.timer = 0;
    if (field.pending && !leaving) return; // its receipt comes first, and then this
    const now = value(one, field.name);
    if (now === null) return say(one, "failed", mismatch(one));
    if (now === (field.pending?.value ?? field.saved)) {
      if (!field.pending) say(one, "saved", "Nothing changed.");
      return;
    }
    const base = field.pending ? field.pending.base_version + 1 : field.version;
    const change = outbox.change(form.dataset.assessment, one.id, field.name, base, now);
    field.pending = change;
    say(one, "waiting", "Saving…");
    const receipt = await outbox.post(change);
    if (receipt) taken(one, field, change, receipt);
    else if (field.pending === change) field.pending = null;
  }

  function taken(one, field, change, receipt) {
    if (field.pending === change) field.pending = null;
    field.saved = change.value;
    field.version = receipt.version;
    const hidden = form.elements[`v-${one.id}`];
    hidden.value = Object.values(one.fields).map((each) => each.version).join(".");
    // What was typed since waits for a receipt of its own: until then nothing says "saved".
    const waits = Object.values(one.fields).some((each) => each.timer || each.pending);
    if (receipt.outcome === "APPLIED" || receipt.outcome === "UNCHANGED")
      if (waits || value(one, field.name) !== field.saved) say(one, "waiting", "Saving…");
      else say(one, "saved", `Saved ${receipt.time}`);
    else if (receipt.outcome === "CONFLICT")
      say(one, "failed", "Somebody else changed this while you did. Both are kept; decide under ", {
        href: form.dataset.conflicts,
        text: "Conflicts",
      });
    else say(one, "failed", "Not applied: it is kept whole for the lead inspector.");
    if (!field.timer && value(one, field.name) !== field.saved) send(one, field);
    else overview();
  }

  function mismatch({ id, section }) {
    const one = (part) => form.elements[`${part}-${id}`].value;
    if ("levels" in section.dataset && !one("service") !== !one("assessor"))
      return "NOT saved yet: choose both levels, or neither.";
    if ("levels" in section.dataset && one("service"))
      return "NOT saved yet: the answer contradicts the two levels; correct one of them.";
    return "NOT saved yet: choose an answer to go with the mark.";
  }

  function flush(one, leaving = false) {
    for (const field of Object.values(one.fields))
      if (field.timer || leaving) send(one, field, leaving);
  }

  function say(one, state, text, link) {
    one.status.dataset.state = state;
    one.status.textContent = text;
    if (link) {
      const { href, text: textContent } = link;
      const anchor = Object.assign(document.createElement("a"), { href, textContent });
      anchor.className = "govuk-link";
      one.status.append(anchor);
    }
    overview();
  }

  // How the page stands as a whole. Problems of the way to the server are told by the outbox.
  function overview() {
    const waiting = isWaiting();
    overall.dataset.state = outbox.trouble ? "failed" : waiting ? "waiting" : "saved";
    overall.textContent = outbox.trouble || (waiting ? "Saving…" : outbox.said);
  }

  function tell(change, text) {
    const one = questions.find((each) => each.id === change?.item_id);
    if (one && text) say(one, "failed", text);
    overview();
  }

  function isWaiting() {
    return questions.some((one) =>
      Object.values(one.fields).some((field) => field.timer || field.pending),
    );
  }

  // Questions that depend on an answer of this page appear and disappear with it.
  function gates() {
    const opens = {
      sufficient: ["SUFFICIENT"],
      insufficient: ["INSUFFICIENT"],
      applicable: ["SUFFICIENT", "INSUFFICIENT"],
    };
    let asked = 0, answered = 0;
    for (const { id, section } of questions) {
      const fields = section.querySelector("[data-fields]");
      if (!fields) continue;
      const first = section.dataset.gate && form.elements[`answer-${section.dataset.gate}`];
      const answer = form.elements[`answer-${id}`].value;
      let isAsked = !section.querySelector("[data-why]:not([hidden])");
      if (first) {
        isAsked = opens[section.dataset.when].includes(first.value);
        fields.hidden = !isAsked && !answer;
        section.querySelector("[data-why]").hidden = isAsked;
      }
      asked += isAsked;
      answered += isAsked && answer !== "";
    }
    document.querySelector("[data-asked]").textContent = asked;
    document.querySelector("[data-answered]").textContent = answered;
  }

  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    for (const one of questions) flush(one, false);
    await outbox.idle();
    if (event.submitter?.name === "next" && !isWaiting() && !outbox.trouble)
      location.href = document.querySelector(".govuk-pagination__next a").href;
    else if (!isWaiting() && !outbox.trouble) overall.textContent = outbox.said || "Everything is saved.";
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden") for (const one of questions) flush(one, false);
  });
  addEventListener("pagehide", () => {
    for (const one of questions) flush(one, true);
    outbox.leave();
  });
  addEventListener("beforeunload", (event) => {
    if (!isWaiting() && !outbox.trouble) return;
    for (const one of questions) flush(one, false);
    if (outbox.trouble || outbox.isSlow) event.preventDefault();
  });

  const KEYS = { s: "SUFFICIENT", i: "INSUFFICIENT", n: "NOT_APPLICABLE", u: "" };
  form.addEventListener("keydown", (event) => {
    const section = event.target.closest("[data-item]");
    const typing = event.target.matches("textarea, select");
    if (!section || typing || event.ctrlKey || event.metaKey || event.altKey) return;
    const shown = questions.map((one) => one.section);
    if (event.key === "j" || event.key === "k") {
      const next = shown[shown.indexOf(section) + (event.key === "j" ? 1 : -1)];
      next?.focus();
    } else if (event.key in KEYS) {
      const radios = form.elements[`answer-${section.dataset.item}`];
      if (!radios || section.querySelector("[data-fields]").hidden) return;
      const radio = [...radios].find((one) => one.value === KEYS[event.key]);
      radio.checked = true;
      radio.dispatchEvent(new Event("change", { bubbles: true }));
    } else return;
    event.preventDefault();
  });
  gates();
}
