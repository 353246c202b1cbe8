/** The operator with no file open: the next one, and what else is to be written down. */

import { one, say } from "./dom.js";
import { onFiles, rowsOf } from "./files.js";
import "./operator_prints.js";

onFiles(() => {
  const next = rowsOf("with_operator").find((file) => file.state !== "awaiting_signature");
  one("[data-next-none]").hidden = Boolean(next);
  const link = one("[data-next-link]");
  link.hidden = !next;
  if (!next) return;
  link.href = `/operator/${next.number}`;
  say(one("[data-next-number]"), next.number);
  say(one("[data-next-who]"), next.applicant);
  say(one("[data-next-what]"), `${next.kinds} · ${next.label}`);
  say(one("[data-next-due]"), next.due ? `Batas ${next.due}` : "");
  link.dataset.light = next.light;
});
