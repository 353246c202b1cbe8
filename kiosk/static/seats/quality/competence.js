/** Competence: since when somebody does the work of each post is sent by post. */

import { all } from "/static/js/dom.js";
import { bodyOf, shape } from "../common/forms.js";

shape("competent", (form) => {
  const { seen, education, skills = [] } = bodyOf(form);
  /** @type {HTMLInputElement[]} */
  const days = all("[name^=since-]", form);
  const since = Object.fromEntries(days.map((day) => [day.name.slice("since-".length), day.value]));
  return { seen, education, skills, since };
});
