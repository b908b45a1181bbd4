// Passkeys: fills a form with what the browser's authenticator says, and sends it.
// A form says what it does: data-passkey="add", "use" or "sign-in".
const REFUSED = "The passkey was not used. Try again, or choose another way.";

function toBytes(text) {
  const base64 = text.replace(/-/g, "+").replace(/_/g, "/");
  return Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
}

function toText(buffer) {
  const letters = String.fromCharCode(...new Uint8Array(buffer));
  return btoa(letters).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

const withBytes = (list) => (list || []).map((one) => ({ ...one, id: toBytes(one.id) }));

async function added(options, alone) {
  const asked = options.publicKey;
  const selection = { ...asked.authenticatorSelection };
  selection.residentKey = alone ? "required" : "discouraged";
  selection.requireResidentKey = alone;
  if (alone) selection.userVerification = "required";
  const credential = await navigator.credentials.create({
    publicKey: {
      ...asked,
      authenticatorSelection: selection,
      challenge: toBytes(asked.challenge),
      user: { ...asked.user, id: toBytes(asked.user.id) },
      excludeCredentials: withBytes(asked.excludeCredentials),
    },
  });
  const { response } = credential;
  return said(credential, {
    attestationObject: toText(response.attestationObject),
    clientDataJSON: toText(response.clientDataJSON),
    transports: response.getTransports ? response.getTransports() : [],
  });
}

async function used(options) {
  const asked = options.publicKey;
  const credential = await navigator.credentials.get({
    publicKey: {
      ...asked,
      challenge: toBytes(asked.challenge),
      allowCredentials: withBytes(asked.allowCredentials),
    },
  });
  const { response } = credential;
  return said(credential, {
    authenticatorData: toText(response.authenticatorData),
    clientDataJSON: toText(response.clientDataJSON),
    signature: toText(response.signature),
    userHandle: response.userHandle ? toText(response.userHandle) : null,
  });
}

function said(credential, response) {
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}

async function asked(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const response = await fetch(form.action, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(String(response.status));
  return (await response.json()).request_options;
}

async function fill(form) {
  const error = form.querySelector("[data-passkey-error]");
  error.hidden = true;
  try {
    const options = await asked(form);
    const alone = Boolean(form.elements.passwordless && form.elements.passwordless.checked);
    const given = options.creation_options || options.request_options || options;
    const adds = form.dataset.passkey === "add";
    const credential = adds ? await added(given, alone) : await used(given);
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch {
    error.textContent = REFUSED;
    error.hidden = false;
  }
}

for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.querySelector("button").addEventListener("click", () => fill(form));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    fill(form);
  });
}
