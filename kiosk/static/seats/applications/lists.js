/** Lists of files that keep in step with the office, and their counts. */

import { all, keepInStep, one, say, stamp } from "/static/js/dom.js";
import { fillBadges } from "../common/badges.js";
import { onInbox, rowsOf } from "./inbox.js";

/** @typedef {import("./inbox.js").Row} Row */

/** @type {Record<string, string>} */
const LIGHTS = { green: "Dalam batas waktu", amber: "Hampir lewat batas", red: "Terlambat" };

onInbox((whole) => {
  for (const list of all("[data-file-list]")) {
    fillRows(list, rowsOf(list.dataset.fileList ?? ""));
    list.hidden = list.children.length === 0;
  }
  for (const none of all("[data-file-none]")) {
    none.hidden = whole.lists[none.dataset.fileNone ?? ""].length > 0;
  }
  for (const count of all("[data-file-count]")) {
    const name = count.dataset.fileCount ?? "";
    // What the list leaves out for its age is still there.
    say(count, String(whole.lists[name].length + (whole.older[name] ?? 0)));
  }
  for (const older of all("[data-file-older]")) {
    const left = whole.older[older.dataset.fileOlder ?? ""] ?? 0;
    older.hidden = left === 0;
    say(one("[data-older]", older), String(left));
  }
});

/**
 * Make a list show these files.
 * @param {HTMLElement} list
 * @param {Row[]} rows
 */
export function fillRows(list, rows) {
  keepInStep(list, rows, {
    key: (file) => file.id,
    make: () => stamp("file-row"),
    fill: (row, file) => fill(row, file, list),
  });
}

/**
 * @param {HTMLElement} row
 * @param {Row} file
 * @param {HTMLElement} list
 */
function fill(row, file, list) {
  const link = one("[data-link]", row);
  const address = list.dataset.url + file.number;
  if (link.getAttribute("href") !== address) link.setAttribute("href", address);
  if (decodeURI(location.pathname) === address) link.setAttribute("aria-current", "page");
  const light = one("[data-light]", row);
  light.className = `light light--${file.light || "none"}`;
  light.title = LIGHTS[file.light] ?? "";
  say(one("[data-number]", row), file.number);
  const due = file.due && file.light === "red" ? `lewat ${file.due}` : file.due;
  say(one("[data-due]", row), file.state === "ready" ? `siap ${file.ready}` : due);
  say(one("[data-who]", row), file.applicant);
  say(one("[data-what]", row), file.kinds);
  const waits = file.waits ? `${file.waits} · ${file.place}. ${file.tried}` : "";
  say(one("[data-wait]", row), waits);
  const turn = file.proposed && file.state === "checking" ? "Menunggu Kasi" : file.label;
  const told =
    !file.sheet && !["to_decide", "ready", "uncollected"].includes(list.dataset.fileList ?? "");
  fillBadges(row, [
    Boolean(file.sheet) && [file.sheet, file.question ? "warn" : ""],
    told && [turn, file.state],
    Boolean(file.call) && ["Hubungi pemohon hari ini", "warn"],
    Boolean(file.long) && [file.long, "danger"],
    file.returns > 0 && [`Dikembalikan ${file.returns}×`, ""],
  ]);
}
