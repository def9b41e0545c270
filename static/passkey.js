// Passkeys: asks the browser for one and sends its answer with the page's own form.
// <form data-passkey="create or get" data-challenge="/where/to/ask" hidden>, after <… data-no-passkey> for all others.
// What stops a passkey is sent too, by the name that browsers give it: the server says it in words.

/** Bytes as text that travels in a form, and back. */
const written = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));

/** Asks the server for a challenge. Gives null where it refuses: the form, sent as it is, brings the words for it. */
async function challenge(form) {
  const answer = await fetch(form.dataset.challenge, {
    method: "POST", headers: { "X-CSRFToken": form.elements.csrf_token.value },
  });
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const options = JSON.parse(page.querySelector("[data-options]")?.dataset.options || "null");
  if (!options) return null;
  options.challenge = bytes(options.challenge);
  if (options.user) options.user.id = bytes(options.user.id);
  for (const one of [...(options.allowCredentials ?? []), ...(options.excludeCredentials ?? [])]) one.id = bytes(one.id);
  return options;
}

/** Has the device make or use a passkey, and gives its answer as text. */
async function answered(kind, options) {
  const made = await navigator.credentials[kind]({ publicKey: options });
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (made.response[name]) response[name] = written(made.response[name]);
  }
  return JSON.stringify({ id: made.id, rawId: written(made.rawId), type: made.type, response });
}

async function go(form) {
  const options = await challenge(form);
  if (options) {
    try {
      form.elements.answer.value = await answered(form.dataset.passkey, options);
    } catch (error) {
      form.elements.answer.value = error.name;
    }
  }
  form.submit();
}

if (window.PublicKeyCredential && navigator.credentials) {
  for (const note of document.querySelectorAll("[data-no-passkey]")) note.hidden = true;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    let busy = false;
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      form.elements.answer.value = "";
      go(form).catch(() => {
        busy = false;
        say(document.getElementById("status")?.dataset.failed, 50, true); // from app.js; the server did not answer
      });
    });
  }
}
