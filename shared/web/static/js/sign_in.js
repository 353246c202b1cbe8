/** The sign-in page: look at the password, fill in a practice officer, send once. */

const form = document.querySelector("[data-sign-in]");
const password = form.elements.password;
const eye = form.querySelector("[data-show-password]");

eye.hidden = false;
eye.addEventListener("click", () => {
  const shown = password.type === "text";
  const label = eye.querySelector("[data-show]");
  password.type = shown ? "password" : "text";
  eye.setAttribute("aria-pressed", String(!shown));
  label.textContent = shown ? label.dataset.show : label.dataset.hide;
});

for (const person of document.querySelectorAll("[data-username]")) {
  person.addEventListener("click", () => {
    form.elements.username.value = person.dataset.username;
    password.value = person.dataset.password;
    form.querySelector("[type=submit]").focus();
  });
}

form.addEventListener("submit", () => {
  password.type = "password";
  form.querySelector("[type=submit]").disabled = true;
});
window.addEventListener("pageshow", () => {
  form.querySelector("[type=submit]").disabled = false;
});
