/** The operator's page: the next file, the printer as it stands, prints under way, what stands still. */

import { keepInStep, maybe, on, one, say, stamp } from "/static/js/dom.js";
import { afterSuccess, deliver, tell } from "../common/forms.js";
import { onInbox, rowsOf } from "./inbox.js";

/** @typedef {{ text: string, info: boolean }} Finding */

afterSuccess("new-kk", ({ findings }) => {
  const words = findings.map((/** @type {Finding} */ finding) => finding.text).join(" ");
  const bad = findings.some((/** @type {Finding} */ finding) => !finding.info);
  tell(one("[data-end-say]"), words || "No. KK baru dicatat.", { bad });
});
on("click", "[data-outage-end]", ({ dataset }) =>
  deliver(dataset.outageEnd, dataset.outageEnd, {}, null),
);
onInbox((whole) => {
  keepInStep(one("[data-printers]"), whole.printers, {
    key: (printer) => printer.name,
    make: () => stamp("printer-now"),
    fill: fillPrinter,
  });
  keepInStep(one("[data-outages]"), whole.outages, {
    key: (outage) => outage.id,
    make: () => stamp("outage-now"),
    fill: fillOutage,
  });
  const count = one("[data-sheet-count]");
  say(count, String(whole.sheets.length));
  count.classList.toggle(
    "is-asking",
    whole.sheets.some((job) => job.is_question),
  );
  const next = maybe("[data-next-link]");
  if (next) fillNext(next);
});

/**
 * @param {HTMLElement} row
 * @param {import("../common/seat.js").Printer} printer
 */
function fillPrinter(row, printer) {
  row.classList.toggle("is-bad", !printer.ok);
  one("[data-icon-ok]", row).hidden = !printer.ok;
  one("[data-icon-bad]", row).hidden = printer.ok;
  say(one("[data-name]", row), `${printer.title}:`);
  const words = printer.sentences.join(" ");
  const since = printer.since ? ` (sejak ${printer.since})` : "";
  say(one("[data-words]", row), words ? words + since : "siap");
}

/**
 * @param {HTMLElement} row
 * @param {import("./inbox.js").Outage} outage
 */
function fillOutage(row, outage) {
  say(one("[data-name]", row), `${outage.label} terganggu`);
  say(one("[data-since]", row), `sejak ${outage.since}`);
  one("[data-outage-end]", row).dataset.outageEnd = `/api/v1/outages/${outage.id}/end`;
}

/** @param {HTMLElement} link */
function fillNext(link) {
  const next = rowsOf("with_operator").find((file) => file.state !== "awaiting_signature");
  one("[data-next-none]").hidden = Boolean(next);
  link.hidden = !next;
  if (!next) return;
  link.setAttribute("href", `/operator/${next.number}`);
  say(one("[data-next-number]"), next.number);
  say(one("[data-next-who]"), next.applicant);
  say(one("[data-next-what]"), `${next.kinds} · ${next.label}`);
  say(one("[data-next-due]"), next.due ? `Batas ${next.due}` : "");
  link.dataset.light = next.light;
}
