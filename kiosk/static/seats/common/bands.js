/** The bands under the header: printers in trouble, slips to look at, people who ask for help. */

import { keepInStep, one, say, stamp } from "./dom.js";
import { press } from "./press.js";
import { ring } from "./ring.js";
import { facts, onPicture } from "./seat.js";

const PRINTERS = { ticket: "Pencetak karcis", sheet: "Pencetak A4" };
const SILENT = "no-status";
const MAKE = { help, question, printer, slips };

const list = one("[data-bands]");

/** Begin drawing the bands. */
export function showBands() {
  onPicture((whole) => {
    keepInStep(list, bands(whole), {
      key: (band) => band.key,
      make: (band) => stamp(`band-${band.kind}`),
      fill: (row, band) => MAKE[band.kind](row, band.of),
    });
    const first = whole.help[0];
    ring(first ? `Bantuan: ${first.place}` : "");
  });
}

function bands(whole) {
  const told = whole.printers.filter((one) => one.reasons.some((reason) => reason !== SILENT));
  const silent = whole.printers.length === 0 && whole.slips_waiting > 0;
  return [
    ...whole.help.map((of) => ({ kind: "help", key: `help-${of.id}`, of })),
    ...told.map((of) => ({
      kind: "printer", key: `printer-${of.name}`, of: { ...of, slips: whole.slips_waiting },
    })),
    ...whole.questions.map((of) => ({ kind: "question", key: `question-${of.job}`, of })),
    ...(silent ? [{ kind: "slips", key: "slips", of: whole.slips_waiting }] : []),
  ];
}

function printer(row, of) {
  row.classList.toggle("band--bad", !of.ok);
  row.classList.toggle("band--warn", of.ok);
  say(one("[data-name]", row), `${PRINTERS[of.name] ?? of.name}:`);
  const waits = !of.ok && of.name === "ticket" && of.slips;
  say(one("[data-words]", row), sentences(of) + (waits ? ` ${of.slips} karcis menunggu dicetak.` : ""));
  say(one("[data-since]", row), `sejak ${of.since}`);
}

function sentences(of) {
  const worth = of.reasons.map((reason, place) => [reason, of.sentences[place]]);
  return worth.filter(([reason]) => reason !== SILENT).map(([, words]) => words).join(" ");
}

function slips(row, count) {
  say(one("[data-words]", row), `${count} karcis menunggu, tetapi program pencetak belum berjalan. Panggil admin.`);
}

function question(row, of) {
  const slip = of.number ? `Karcis ${of.number}` : "Satu cetakan";
  const failed = of.state === "failed";
  say(one("[data-words]", row), failed
    ? `${slip} tidak dapat dicetak.` : `${slip}: apakah kertasnya keluar?`);
  say(one("[data-yes]", row), failed ? "Sudah saya urus" : "Keluar");
  say(one("[data-no]", row), failed ? "Cetak ulang" : "Tidak, cetak ulang");
  for (const button of row.querySelectorAll("[data-came-out]")) {
    button.onclick = () => press(`print-${of.job}`, `/api/v1/prints/${of.job}/answer`, {
      came_out: button.dataset.cameOut === "true",
    });
  }
}

function help(row, of) {
  say(one("[data-words]", row), `${of.place} minta bantuan sejak ${of.at}.`);
  const write = one("[data-write]", row);
  write.hidden = !(of.complaint && facts.writes);
  write.href = `/informasi/pengaduan?bantuan=${of.id}`;
  one("[data-coming]", row).onclick = () => press(`help-${of.id}`, `/api/v1/help/${of.id}/answer`, {});
}
