/** Beside the operator's work: the printer as it stands, prints under way, what stands still. */

import { keepInStep, one, say, stamp } from "./dom.js";
import { onFiles } from "./files.js";
import { deliver } from "./forms.js";

/** Begin drawing them. */
export function showOperatorSide() {
  onFiles((whole) => {
    keepInStep(one("[data-printers]"), whole.printers, {
      key: (printer) => printer.name, make: () => stamp("printer-now"), fill: fillPrinter,
    });
    keepInStep(one("[data-outages]"), whole.outages, {
      key: (outage) => outage.id, make: () => stamp("outage-now"), fill: fillOutage,
    });
    const waiting = whole.sheets.length;
    say(one("[data-sheet-count]"), String(waiting));
    one("[data-sheet-count]").classList.toggle("is-asking", whole.sheets.some((job) => job.is_question));
  });
}

function fillPrinter(row, printer) {
  row.classList.toggle("is-bad", !printer.ok);
  one("[data-icon-ok]", row).hidden = !printer.ok;
  one("[data-icon-bad]", row).hidden = printer.ok;
  const which = printer.name === "sheet" ? "" : ` ${printer.name.replace("sheet-", "")}`;
  say(one("[data-name]", row), `Pencetak A4${which}:`);
  const words = printer.sentences.join(" ");
  say(one("[data-words]", row), words ? `${words} (sejak ${printer.since})` : "siap");
}

function fillOutage(row, outage) {
  say(one("[data-name]", row), `${outage.label} terganggu`);
  say(one("[data-since]", row), `sejak ${outage.since}`);
  one("[data-outage-end]", row).onclick = () => {
    const url = `/api/v1/outages/${outage.id}/end`;
    return deliver(url, url, {});
  };
}
