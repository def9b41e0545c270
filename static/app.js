// Every page works without this file. It moves focus, tells what happened, and keeps what people type.
// No dependencies, nothing evaluated, no dialogs. Loaded with "defer", so the page is there when it runs.

const WAIT_BEFORE_SAYING = 400; // ms: a screen reader that is still starting on a new page misses earlier changes
const WAIT_BEFORE_KEEPING = 2000; // ms after the last letter
const WAIT_FOR_SETTLING = 40; // ms
const WAIT_BEFORE_TRYING = 10000; // ms
const WORDS_REFUSED = 422; // the answer to a form with mistakes: not lost, explained on the page

// --- Saying and showing -----------------------------------------------------------------------------------------

let saying; // the timer of words that are about to be said

/** Puts words into the page's one status region, where screen readers announce them. Newer words replace older ones that
    still wait, and are never replaced by them. */
function say(words, wait = 50, seen = false) {
  const status = document.getElementById("status");
  if (!status || !words) return;
  clearTimeout(saying);
  status.className = seen ? "told" : "unseen";
  status.textContent = ""; // emptied first: the same words twice in a row would not be announced
  saying = setTimeout(() => { status.textContent = words; }, wait);
}

/** Moves focus to an element; a heading is made able to take it. */
function focusOn(element) {
  if (!element) return;
  element.focus();
  if (document.activeElement !== element) {
    element.tabIndex = -1;
    element.focus();
  }
}

// After a whole new page: to the mistakes, or else tell the news of the redirect.
const errors = document.querySelector(".errors");
if (errors) {
  focusOn(errors);
} else {
  const flash = document.querySelector(".flash");
  if (flash) say(flash.textContent.replace(/\s+/g, " ").trim(), WAIT_BEFORE_SAYING);
}

// After a swap, the server asks for it by header: HX-Trigger-After-Swap: {"said": "Note saved", "focus-on": "note-3"}.
// htmx sends these from the element that asked, or from body when that is gone; both rise to the document.
document.addEventListener("said", (event) => say(event.detail.value));
// Focus waits until htmx has settled: for 20 ms it gives new elements the attributes of the old ones, tabindex too.
document.addEventListener("focus-on", (event) => {
  setTimeout(() => focusOn(document.getElementById(event.detail.value)), WAIT_FOR_SETTLING);
});
document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.xhr?.status !== WORDS_REFUSED) return;
  setTimeout(() => focusOn(document.querySelector(".errors")), WAIT_FOR_SETTLING);
});

// A new answer makes older summaries of mistakes untrue: the one of its own form, and with new mistakes every other.
document.addEventListener("htmx:beforeSwap", (event) => {
  const form = event.detail.requestConfig?.elt.closest("form");
  for (const summary of document.querySelectorAll(".errors")) {
    const wrong = document.querySelector(summary.querySelector("a")?.hash || null);
    if (event.detail.xhr.status === WORDS_REFUSED || !wrong || form?.contains(wrong)) summary.remove();
  }
});

// A button that led to nothing must not be silent. Who is typing hears once, not at every pause, that nothing is saved.
function failed(event) {
  if (event.target.closest?.("[data-poll]") === event.target) return;
  const form = event.target.closest?.("form[data-saves]");
  const typing = form && event.target.matches("textarea");
  if (typing && "told" in form.dataset) return;
  if (form) form.dataset.told = "";
  if (form) put(form);
  say(typing ? wordsOff(form) : document.getElementById("status")?.dataset.failed, 50, !typing);
}
document.addEventListener("htmx:sendError", failed);
document.addEventListener("htmx:responseError", failed);

// A page that asks for news by itself says once that the connection is gone, and once that it is back.
document.addEventListener("htmx:afterRequest", (event) => {
  const poll = event.target.closest?.("[data-poll]");
  if (!poll || event.detail.successful === !("told" in poll.dataset)) return;
  if (event.detail.successful) delete poll.dataset.told;
  else poll.dataset.told = "";
  say(event.detail.successful ? poll.dataset.back : poll.dataset.poll);
});

// --- The saved line of forms that save themselves: <form data-saves="id" data-words-wait="…" data-words-off="…"> -----

/** Rewrites the saved line of a form. Its icon goes with the old words: a tick must not stand beside "Not saved yet". */
function showSaved(form, state) {
  const line = document.getElementById(form.dataset.saves);
  const words = state === "wait" ? form.dataset.wordsWait : wordsOff(form);
  if (!line || !words) return;
  line.classList.remove("wait", "off");
  line.classList.add(state);
  line.dataset.ours = "";
  line.textContent = words;
}

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-saves]");
  if (!form || !event.target.matches("textarea")) return;
  showSaved(form, "wait");
  if (!navigator.onLine || "told" in form.dataset) put(form);
});

function afterSaving(event) {
  const form = event.target.closest?.("form[data-saves]");
  if (!form) return;
  if (event.detail.successful) {
    if (event.detail.xhr.status === 204) return; // on the way to sign in
    if ("told" in form.dataset && !form.querySelector("[id$=conflict-h]")) say(form.dataset.wordsBack);
    delete form.dataset.told;
    onDevice(form)?.removeItem(form.dataset.device);
    // The server's words are in place by now. If the line is still the one we marked, our marks come off.
    const line = document.getElementById(form.dataset.saves);
    if (line && "ours" in line.dataset) line.classList.remove("wait", "off");
  } else if (event.detail.xhr?.status !== WORDS_REFUSED) {
    showSaved(form, "off");
    clearTimeout(trying);
    trying = setTimeout(tryAgain, WAIT_BEFORE_TRYING);
  }
}
document.addEventListener("htmx:sendError", afterSaving);
document.addEventListener("htmx:afterRequest", afterSaving);

// --- Words that cannot be sent: <form data-saves="…" data-device="whose and which" data-shared> ------------------------

let trying; // timer

/** Returns where words may be kept: on a shared computer until the tab closes. Signing out empties both. */
function onDevice(form) {
  try {
    return form.dataset.device && ("shared" in form.dataset ? sessionStorage : localStorage);
  } catch {
    return null; // switched off
  }
}

const versionOf = (form) => form.querySelector("[name$=-version]");
const wordsOff = (form) => form.dataset["kept" in form.dataset ? "wordsKept" : "wordsOff"];

function put(form) {
  const kept = [form.querySelector("textarea").value, versionOf(form).value];
  try {
    onDevice(form).setItem(form.dataset.device, JSON.stringify(kept));
    form.dataset.kept = "";
  } catch {
    delete form.dataset.kept;
  }
}

const send = (form) => window.htmx?.trigger(form.querySelector("textarea"), "send");
const tryAgain = () => document.querySelectorAll("form[data-told]").forEach(send);
window.addEventListener("online", tryAgain);

// When their writer comes back, they go back where they were, and are sent.
document.addEventListener("htmx:load", (event) => {
  for (const form of event.detail.elt.querySelectorAll("form[data-device]")) {
    const kept = JSON.parse(onDevice(form)?.getItem(form.dataset.device) ?? null);
    if (!kept) continue;
    form.dataset.told = "";
    [form.querySelector("textarea").value, versionOf(form).value] = kept;
    showSaved(form, "wait");
    send(form);
  }
});

// --- Drafts: <form data-keeps="/address/to/post/to" data-address="/this/page"> -----------------------------------------

const unkept = new Map(); // form -> its timer, while it holds words that the server has not got

function keep(form, keepalive = false) {
  clearTimeout(unkept.get(form));
  unkept.delete(form);
  // Secrets are never kept, not even one made visible by a "show" button.
  const secret = new Set(Array.from(form.querySelectorAll("[type=password], [autocomplete*=password]"), (input) => input.name));
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) {
    if (typeof value === "string" && !secret.has(name)) body.append(name, value);
  }
  body.set("address", form.dataset.address ?? location.pathname);
  const token = form.querySelector("[name=csrf_token]")?.value ?? "";
  // A draft that could not be kept is tried again with the next letter; no message, the words are still on the screen.
  fetch(form.dataset.keeps, { method: "POST", body, keepalive, headers: { "X-CSRFToken": token } }).catch(() => {});
}

document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-keeps]");
  if (!form) return;
  clearTimeout(unkept.get(form));
  unkept.set(form, setTimeout(() => keep(form), WAIT_BEFORE_KEEPING));
});

// Sent for real: a draft that arrived after it would bring old words back.
document.addEventListener("submit", (event) => {
  clearTimeout(unkept.get(event.target));
  unkept.delete(event.target);
});

// Phones often end a page without any other event; keepalive lets the request outlive it.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState !== "hidden") return;
  for (const form of [...unkept.keys()]) keep(form, true);
});

// --- Fields that belong to a choice: <fieldset data-opens="name of the choice" data-with="its values" data-kept> --------

/** Says if somebody wrote or chose something here since the page came. */
function isChanged(control) {
  if (control.options) return control.selectedIndex > 0 && !control.selectedOptions[0].defaultSelected;
  if (/radio|checkbox/.test(control.type)) return control.checked && !control.defaultChecked;
  return control.value !== "" && control.value !== control.defaultValue;
}

/** Shows groups whose choice is made, and hides the others; what holds an answer or a mistake is never hidden. */
function openChosen(form) {
  const chosen = new FormData(form);
  for (const group of form.querySelectorAll("[data-opens]")) {
    const needed = chosen.getAll(group.dataset.opens).some((value) => group.dataset.with.split(" ").includes(value));
    const controls = [...group.querySelectorAll("input, select, textarea")];
    group.hidden = !(needed || "kept" in group.dataset || controls.some(isChanged));
  }
}

const openAll = () => document.querySelectorAll("form").forEach(openChosen);
openAll();
window.addEventListener("pageshow", openAll); // browsers put back what was typed only after scripts have run
document.addEventListener("htmx:load", openAll);
document.addEventListener("change", (event) => {
  if (event.target.form?.querySelector("[data-opens]")) openChosen(event.target.form);
});

// --- A button pressed twice -------------------------------------------------------------------------------------------

const pressed = new WeakSet(); // forms that are on their way

// The server carries a form out once in any case. This spares the second page, which would say so to somebody whose
// hand shook. A page that comes back by the Back button can be sent again.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.hasAttribute("hx-post")) return;
  if (pressed.has(event.target)) event.preventDefault();
  pressed.add(event.target);
  setTimeout(() => pressed.delete(event.target), 1000);
});

// --- Following a meeting: parts of the page take in what is new -----------------------------------------------------

const held = new Map(); // id of a part -> the newer one, which waits while somebody reads this one
const offer = document.getElementById("follow-new");
for (const live of document.querySelectorAll("[data-live]")) live.hidden = false;

/** Says if the reader is in this part: it holds the focus, or words of it are marked. */
function isRead(part) {
  const marked = getSelection();
  return part.contains(document.activeElement) || (!marked.isCollapsed && part.contains(marked.anchorNode));
}

/** Offers the parts that wait, by their headings, on a button that is always in the same place. */
function offerHeld() {
  if (!offer) return;
  const headings = [...held.values()].map((part) => part.querySelector("h2")?.textContent).filter(Boolean);
  offer.textContent = `${offer.dataset.words} ${headings.join(", ")}`;
  offer.hidden = headings.length === 0;
}

// Only what has changed is swapped, so that a screen reader's place and marked words elsewhere stay as they are.
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  const part = event.detail.target;
  const fresh = event.detail.fragment.firstElementChild;
  if (!fresh?.dataset.part) return;
  held.delete(part.id);
  const same = fresh.dataset.part === part.dataset.part;
  if (!same && isRead(part)) held.set(part.id, fresh);
  event.detail.shouldSwap = !same && !held.has(part.id);
  offerHeld();
});

function takeIn(parts) {
  for (const [id, fresh] of parts) {
    document.getElementById(id)?.replaceWith(fresh);
    window.htmx?.process(fresh);
    held.delete(id);
  }
  offerHeld();
}

offer?.addEventListener("click", () => {
  const [first] = held.values();
  takeIn([...held]);
  focusOn(first?.querySelector("h2"));
});

// Whoever leaves a part finds it new when they come back; on the way to the offer it waits for the press.
document.addEventListener("focusout", (event) => {
  if (event.relatedTarget === offer) return;
  setTimeout(() => takeIn([...held].filter(([id]) => !isRead(document.getElementById(id)))), WAIT_FOR_SETTLING);
});
