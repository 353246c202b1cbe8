/** The bands under the header: printers and screens in trouble, slips to look at, calls for help, floods of numbers. */

import { all, keepInStep, one, say, stamp } from "/static/js/dom.js";
import { press } from "./press.js";
import { ring } from "./ring.js";
import { facts, onPicture } from "./seat.js";

/** @typedef {import("./seat.js").Picture} Picture */
/** @typedef {{ key: string, kind: string, fill: (row: HTMLElement) => void }} Band */

const SILENT = "no-status";

/**
 * @param {HTMLElement} row
 * @param {number} count
 */
const slips = (row, count) =>
  say(
    one("[data-words]", row),
    `${count} karcis menunggu, tetapi program pencetak belum berjalan. Panggil admin.`,
  );

onPicture((whole) => {
  keepInStep(one("[data-bands]"), bands(whole), {
    key: (band) => band.key,
    make: (band) => stamp(`band-${band.kind}`),
    fill: (row, band) => band.fill(row),
  });
  const first = whole.help[0];
  ring(first ? `Bantuan: ${first.place}` : "");
});

/**
 * @param {Picture} whole
 * @returns {Band[]}
 */
function bands({
  help: calls,
  floods,
  printers,
  questions,
  slips_waiting: waiting,
  clock_question: asked,
  screens,
  power,
}) {
  const told = printers.filter((one) => one.reasons.some((reason) => reason !== SILENT));
  /** @type {(kind: string, name: string | number, fill: (row: HTMLElement) => void) => Band} */
  const band = (kind, name, fill) => ({ kind, key: `${kind}-${name}`, fill });
  return [
    ...(asked ? [band("clock", "", (row) => clock(row, asked))] : []),
    ...(power ? [band("power", "", (row) => say(one("[data-words]", row), power))] : []),
    ...calls.map((of) => band("help", of.id, (row) => help(row, of))),
    ...floods.map((of) => band("flood", of.ticket, (row) => flood(row, of))),
    ...told.map((of) => band("printer", of.name, (row) => printer(row, of, waiting))),
    ...screens.map((of) => band("screen", of.name, (row) => screen(row, of))),
    ...questions.map((of) => band("question", of.job, (row) => question(row, of))),
    ...(printers.length === 0 && waiting ? [band("slips", "", (row) => slips(row, waiting))] : []),
  ];
}

/**
 * @param {HTMLElement} row
 * @param {NonNullable<Picture["clock_question"]>} of
 */
function clock(row, of) {
  say(one("[data-words]", row), of.words);
  one("[data-right]", row).onclick = () => press("clock", "/api/v1/clock", { day: of.day });
}

/**
 * @param {HTMLElement} row
 * @param {Picture["floods"][0]} of
 */
function flood(row, of) {
  const span = of.since === of.until ? `pukul ${of.since}` : `pukul ${of.since}–${of.until}`;
  say(
    one("[data-words]", row),
    `${of.count} nomor diambil dari satu tempat ${span}, lebih cepat daripada orang mengantre.`,
  );
  const button = one("[data-cancel-all]", row);
  button.hidden = !facts.cancels;
  button.onclick = () => askToCancel(of, span);
}

/**
 * @param {Picture["floods"][0]} of
 * @param {string} span
 */
function askToCancel(of, span) {
  /** @type {HTMLDialogElement} */
  const box = one('[data-ask="flood"]');
  say(
    one("[data-words]", box),
    `${of.count} nomor yang diambil ${span} dan masih menunggu dibatalkan.`,
  );
  one("[data-no]", box).onclick = () => box.close();
  one("[data-yes]", box).onclick = () => {
    box.close();
    press(`flood-${of.ticket}`, `/api/v1/floods/${of.ticket}/cancel`, {});
  };
  box.showModal();
}

/**
 * @param {HTMLElement} row
 * @param {Picture["printers"][0]} of
 * @param {number} waiting
 */
function printer(row, of, waiting) {
  const lacking = !of.since;
  row.classList.toggle("band--bad", !of.ok && !lacking);
  row.classList.toggle("band--warn", of.ok || lacking);
  say(one("[data-name]", row), `${of.title}:`);
  const worth = of.sentences.filter((_, place) => of.reasons[place] !== SILENT);
  if (!of.ok && of.name === "ticket" && waiting) worth.push(`${waiting} karcis menunggu dicetak.`);
  say(one("[data-words]", row), worth.join(" "));
  say(one("[data-since]", row), lacking ? "" : `sejak ${of.since}`);
}

/**
 * @param {HTMLElement} row
 * @param {Picture["screens"][0]} of
 */
function screen(row, of) {
  say(one("[data-name]", row), of.name);
  say(one("[data-words]", row), of.sentence);
  say(one("[data-since]", row), `sejak ${of.since}`);
}

/**
 * @param {HTMLElement} row
 * @param {Picture["questions"][0]} of
 */
function question(row, of) {
  const slip = of.number ? `Karcis ${of.number}` : "Satu cetakan";
  const failed = of.state === "failed";
  say(
    one("[data-words]", row),
    failed ? `${slip} tidak dapat dicetak.` : `${slip}: apakah kertasnya keluar?`,
  );
  say(one("[data-yes]", row), failed ? "Sudah saya urus" : "Keluar");
  say(one("[data-no]", row), failed ? "Cetak ulang" : "Tidak, cetak ulang");
  for (const button of all("[data-came-out]", row)) {
    button.hidden = !facts.helps;
    button.onclick = () =>
      press(`print-${of.job}`, `/api/v1/prints/${of.job}/answer`, {
        came_out: button.dataset.cameOut === "true",
      });
  }
}

/**
 * @param {HTMLElement} row
 * @param {Picture["help"][0]} of
 */
function help(row, of) {
  say(one("[data-words]", row), `${of.place} minta bantuan sejak ${of.at}.`);
  /** @type {HTMLAnchorElement} */
  const write = one("[data-write]", row);
  write.hidden = !(of.complaint && facts.writes);
  write.href = `/informasi/pengaduan?bantuan=${of.id}`;
  one("[data-coming]", row).hidden = !facts.helps;
  one("[data-coming]", row).onclick = () =>
    press(`help-${of.id}`, `/api/v1/help/${of.id}/answer`, {});
}
