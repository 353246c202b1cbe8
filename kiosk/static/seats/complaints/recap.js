/**
 * The recap of a quarter: the promise is looked at before it is kept, and so is each text that the
 * public will read, written where it stands. What is refused stays as it was typed.
 */

import { pageOf, reach } from "/static/js/api.js";
import { all, field, maybe, on, one, say } from "/static/js/dom.js";
import { tell } from "../common/forms.js";
import { redraw } from "../common/parts.js";
import { press } from "../common/press.js";
import { showRemarks } from "../common/remarks.js";

on("submit", "form[data-promise]", (form, event) => {
  event.preventDefault();
  keep(form);
});
on("input", "form[data-promise]", (form, { target }) => {
  form.dataset.dirty = "";
  if (target === field(form, "text")) say(one("[data-saved]", form), "");
});

/** @param {HTMLFormElement} form */
async function keep(form) {
  const text = field(form, "text").value;
  const confirmed = field(form, "confirmed");
  const seen = Number(field(form, "seen").value);
  // Other words, or the same ones confirmed, are another press.
  const done = await press(`promise ${confirmed.checked} ${text}`, form.dataset.promise ?? "", {
    text,
    confirmed: confirmed.checked,
    seen,
  });
  if (!done) return;
  tell(one("[data-form-say]", form), done.refused?.message ?? "", { bad: true });
  if (!done.answer) return;
  const { kept, remarks } = done.answer;
  showRemarks(form, remarks);
  confirmed.checked = false;
  if (!kept) return;
  delete form.dataset.dirty;
  await redraw();
  say(one("[data-saved]"), "Tersimpan.");
}

on("submit", "form[data-public]", (form, event) => {
  event.preventDefault();
  write(form);
});
on("input", "form[data-public]", (form, { target }) => {
  form.dataset.dirty = "";
  say(one("[data-kept]", form), "");
  // What was found stood in the words of before.
  if (target !== field(form, "confirmed")) showRemarks(form, []);
});
on("keydown", "form[data-public]", (form, event) => {
  const { key, ctrlKey, metaKey, repeat } = /** @type {KeyboardEvent} */ (event);
  if (key !== "Enter" || !(ctrlKey || metaKey) || repeat) return;
  event.preventDefault();
  form.requestSubmit();
});

/**
 * Keep a text and go on to the next one.
 * @param {HTMLFormElement} form
 */
async function write(form) {
  const [text, action, confirmed] = ["text", "action", "confirmed"].map((n) => field(form, n));
  const seen = Number(field(form, "seen").value);
  const url = form.dataset.public ?? "";
  const said = { text: text.value, action: action.value, confirmed: confirmed.checked, seen };
  const done = await press(`${url} ${JSON.stringify(said)}`, url, said);
  if (!done) return;
  tell(one("[data-form-say]", form), done.refused?.message ?? "", { bad: true });
  if (done.refused?.code === "changed") await catchUp(form);
  if (!done.answer) return;
  const { kept, remarks, version } = done.answer;
  showRemarks(form, remarks);
  field(form, "seen").value = version;
  if (!kept) return;
  confirmed.checked = false;
  // What was typed on while it was sent is not kept yet.
  if (text.value === said.text && action.value === said.action) delete form.dataset.dirty;
  say(one("[data-kept]", form), "Tersimpan.");
  /** @type {HTMLFormElement[]} */
  const forms = all("form[data-public]");
  const next = forms[forms.indexOf(form) + 1];
  const id = next ? field(next, "text").id : "";
  await redraw();
  const shown = maybe(`form[data-public="${url}"] [data-kept]`);
  if (shown) say(shown, "Tersimpan.");
  document.getElementById(id)?.focus();
}

/**
 * Somebody else was quicker: say what stands there now; the same press again overwrites it.
 * @param {HTMLFormElement} form
 */
async function catchUp(form) {
  const answer = await reach(location.href, { headers: { Accept: "text/html" } }).catch(() => null);
  if (!answer?.ok) return;
  /** @type {HTMLFormElement | null} */
  const now = maybe(`form[data-public="${form.dataset.public}"]`, await pageOf(answer));
  if (!now) return;
  const [text, action] = ["text", "action"].map((name) => field(now, name).value);
  field(form, "seen").value = field(now, "seen").value;
  const words = `Baru saja diubah orang lain menjadi: “${[text, action].filter(Boolean).join(" · ")}”.`;
  const again = "Tulisan Anda masih ada; simpan lagi bila tetap sesuai.";
  tell(one("[data-form-say]", form), `${words} ${again}`, { bad: true });
}
