/** The sign-in page: look at the password, fill in a practice officer, send once. */

import { all, field, one } from "./dom.js";
import "./help_key.js";

/** @type {HTMLFormElement} */
const form = one("[data-sign-in]");
/** @type {HTMLButtonElement} */
const submit = one("[type=submit]", form);
const password = field(form, "password");
const eye = one("[data-show-password]", form);

eye.hidden = false;
eye.addEventListener("click", () => {
  const shown = password.type === "text";
  const label = one("[data-show]", eye);
  password.type = shown ? "password" : "text";
  eye.setAttribute("aria-pressed", String(!shown));
  label.textContent = (shown ? label.dataset.show : label.dataset.hide) ?? "";
});

for (const person of all("[data-username]")) {
  person.addEventListener("click", () => {
    field(form, "username").value = person.dataset.username ?? "";
    password.value = person.dataset.password ?? "";
    submit.focus();
  });
}

form.addEventListener("submit", () => {
  password.type = "password";
  submit.disabled = true;
});
addEventListener("pageshow", () => {
  submit.disabled = false;
});
