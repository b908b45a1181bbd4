// Changes on their way to the server, kept in memory until a receipt proves that they arrived.

const OPERATION_KEYS = [
  "base_version", "case_assessment_id", "device", "device_time", "field", "id", "item_id",
  "sequence", "value",
];
const SLOWEST = 15_000;
// A browser lets requests outlive their page up to 64 KiB together.
const OUTLIVES = 60_000;
const SLOW = 1000;
const FAILED = "NOT saved – still here, trying again.";
const SIGNED_OUT = "NOT saved – still here. Sign in again in another tab; this page then goes on by itself.";

async function sha256(text) {
  const bytes = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

export class Outbox {
  trouble = "";
  said = "";
  #sequence = 0;
  #device = crypto.randomUUID();
  #waiting = [];
  #running = null;
  #wake = null;
  #flying = [];

  constructor({ address, token, told }) {
    Object.assign(this, { address, token, told });
    addEventListener("online", () => this.#wake?.());
  }

  change(assessment, item, field, base, value) {
    const found = {
      base_version: base,
      case_assessment_id: assessment,
      device: this.#device,
      device_time: new Date().toISOString(),
      field,
      id: crypto.randomUUID(),
      item_id: item,
      sequence: ++this.#sequence,
      value: value.toWellFormed?.() ?? value,
    };
    return found;
  }

  // The receipt of a change, or null where the server refused it for good.
  post(change) {
    return new Promise((done) => {
      this.#waiting.push({ change, done, at: performance.now() });
      this.#running ??= this.#run().finally(() => (this.#running = null));
    });
  }

  // Whether something has waited so long that leaving now could lose it.
  get isSlow() {
    return this.#waiting.some(({ at }) => performance.now() - at > SLOW);
  }

  // The page goes: everything that has no receipt is sent once more, in its order, by a request
  // that outlives the page. A repeat is harmless.
  leave() {
    const all = this.#waiting.map(({ change }) => change);
    const rest = all.filter((change) => !this.#flying.includes(change));
    const flying = JSON.stringify(this.#flying).length;
    const sent = [all, rest].find((some) => JSON.stringify(some).length + flying < OUTLIVES) ?? rest;
    if (sent.length) this.#fetch(sent, true).catch(() => {});
  }

  #fetch(changes, keepalive, signal) {
    return fetch(this.address, {
      method: "POST",
      keepalive,
      headers: { "Content-Type": "application/json", "X-CSRFToken": this.token().value },
      body: JSON.stringify(changes),
      redirect: "error",
      signal,
    });
  }

  // Once nothing is on its way any more, or after three seconds.
  idle() {
    this.#wake?.();
    return Promise.race([this.#running, new Promise((done) => setTimeout(done, 3000))]);
  }

  async #run() {
    let pause = 1000;
    while (this.#waiting.length) {
      const batch = this.#waiting.slice(0, 50);
      const trouble = await this.#send(batch);
      this.trouble = trouble;
      if (trouble) {
        for (const { change } of batch) this.told(change, trouble);
        await new Promise((done) => {
          this.#wake = done;
          setTimeout(done, pause);
        });
        pause = Math.min(pause * 2, SLOWEST);
      } else pause = 1000;
    }
  }

  // Empty once every change of the batch has its receipt; else what stands in the way.
  async #send(batch) {
    const changes = batch.map(({ change }) => change);
    const keepalive = JSON.stringify(changes).length < OUTLIVES;
    try {
      this.#flying = keepalive ? changes : [];
      const response = await this.#fetch(changes, keepalive, AbortSignal.timeout(20_000));
      if (response.status === 401) return SIGNED_OUT;
      if (response.status === 403) return await this.#renew();
      if (response.status === 422 || response.status === 404) return await this.#refused(batch, response);
      if (response.status !== 200 && response.status !== 409) return FAILED;
      const { receipts } = await response.json();
      return await this.#settle(batch, receipts);
    } catch {
      return FAILED;
    } finally {
      this.#flying = [];
    }
  }

  async #settle(batch, receipts) {
    for (const [place, { change, done }] of batch.entries()) {
      const receipt = receipts[place];
      const own = await sha256(JSON.stringify(change, OPERATION_KEYS));
      if (receipt?.operation_id !== change.id || receipt.hash !== own) return FAILED;
      this.#waiting.splice(this.#waiting.findIndex((one) => one.change === change), 1);
      this.said = `Saved ${receipt.time}`;
      this.trouble = "";
      done(receipt);
    }
    return "";
  }

  // The session is new since the page was made: its forms carry a new token.
  async #renew() {
    const page = new DOMParser().parseFromString(
      await (await fetch(location.href, { redirect: "error" })).text(), "text/html",
    );
    const fresh = page.querySelector("[name=csrfmiddlewaretoken]");
    if (fresh) this.token().value = fresh.value;
    return fresh ? FAILED : SIGNED_OUT;
  }

  // A batch that makes no sense is sent change by change, so that one does not hold up others.
  async #refused(batch, response) {
    if (batch.length > 1) {
      for (const one of batch) {
        const trouble = await this.#send([one]);
        if (trouble) return trouble;
      }
      return "";
    }
    const [{ change, done }] = batch;
    const said = response.status === 422 ? (await response.json()).error : "this case is no longer yours.";
    this.#waiting.splice(this.#waiting.findIndex((one) => one.change === change), 1);
    done(null);
    this.told(change, `NOT saved: ${said}`);
    return "";
  }
}
