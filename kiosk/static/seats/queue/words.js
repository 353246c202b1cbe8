/** What states and deeds are called on the staff's screens. */

import { facts } from "../common/seat.js";

/** @typedef {import("../common/seat.js").Ticket} Ticket */

/** @type {Record<string, string>} a ticket's states */
export const STATES = {
  waiting: "Menunggu",
  called: "Dipanggil",
  serving: "Sedang dilayani",
  done: "Selesai",
  missed: "Terlewat",
  held: "Ditunda",
  papers: "Melengkapi berkas",
  cancelled: "Dibatalkan",
  released: "Dilepas",
};

/** @type {Record<string, string>} what was done with a number */
export const DEEDS = {
  called: "dipanggil",
  recalled: "dipanggil ulang",
  missed: "dilewati",
  serving: "mulai dilayani",
  finished: "selesai",
  held: "ditunda",
  papers: "melengkapi berkas",
  transferred: "dialihkan",
  returned: "dikembalikan ke antrean",
  cancelled: "dibatalkan",
};

/** @type {Record<string, string>} a slip's state, in sentences */
export const PAPERS = {
  none: "Kantor ini tidak mencetak karcis. Tuliskan nomornya.",
  printing: "Karcis sedang dicetak …",
  printed: "Karcis sudah keluar.",
  stuck: "Pencetak belum siap. Tuliskan nomornya; karcis menyusul.",
  look: "Periksa pencetak: apakah karcisnya keluar?",
};

/** @type {Record<string, string>} a slip's state, in few words */
export const PAPERS_SHORT = {
  none: "tanpa karcis",
  printing: "karcis sedang dicetak",
  printed: "karcis tercetak",
  stuck: "karcis menunggu pencetak",
  look: "karcis perlu dilihat",
};

/**
 * "KK · Pindah datang"
 * @param {{ service: string, kind: string | null }} ticket
 * @param {boolean} [long]
 */
export function what(ticket, long = false) {
  const service = facts.services[ticket.service];
  const name = service ? (long ? service.title : service.short) : ticket.service;
  const kind = ticket.kind && (facts.kinds[ticket.kind] ?? ticket.kind);
  return kind ? `${name} · ${kind}` : name;
}

/**
 * "03.12" for milliseconds.
 * @param {number} ms
 */
export function span(ms) {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  const two = (/** @type {number} */ value) => String(value).padStart(2, "0");
  const rest = `${two(Math.floor(seconds / 60) % 60)}.${two(seconds % 60)}`;
  return hours ? `${hours}.${rest}` : rest;
}

/**
 * What to tell somebody who came back.
 * @param {{ number: string, ahead: number }} ticket
 */
export function afterHowMany(ticket) {
  const when = ticket.ahead
    ? `dipanggil setelah ${ticket.ahead} nomor lagi`
    : "dipanggil berikutnya";
  return `${ticket.number} kembali, ${when}. Sampaikan kepada orangnya.`;
}
