/** Lists of files that keep in step with the office. */

import { all, badge, keepInStep, one, say, stamp } from "./dom.js";
import { onFiles, rowsOf } from "./files.js";

const LIGHTS = { green: "Dalam batas waktu", amber: "Hampir lewat batas", red: "Terlambat" };

/** Begin drawing every list of the page, and every count. */
export function showFileLists() {
  onFiles((whole) => {
    for (const list of all("[data-file-list]")) {
      fillFileRows(list, rowsOf(list.dataset.fileList));
      list.hidden = list.children.length === 0;
    }
    for (const none of all("[data-file-none]")) {
      none.hidden = whole.lists[none.dataset.fileNone].length > 0;
    }
    for (const count of all("[data-file-count]")) {
      say(count, String(whole.lists[count.dataset.fileCount].length));
    }
    for (const older of all("[data-file-older]")) {
      const left = whole.older[older.dataset.fileOlder] ?? 0;
      older.hidden = left === 0;
      say(one("[data-older]", older), String(left));
    }
  });
}

/** Make a list show these files. */
export function fillFileRows(list, rows) {
  const here = decodeURI(location.pathname);
  keepInStep(list, rows, {
    key: (file) => file.id,
    make: () => stamp("file-row"),
    fill: (row, file) => fill(row, file, list.dataset.url, here),
  });
}

function fill(row, file, url, here) {
  const link = one("[data-link]", row);
  const address = url + file.number;
  if (link.getAttribute("href") !== address) link.href = address;
  if (here === address) link.setAttribute("aria-current", "page");
  const light = one("[data-light]", row);
  light.className = `light light--${file.light || "none"}`;
  light.title = LIGHTS[file.light] ?? "";
  say(one("[data-number]", row), file.number);
  say(one("[data-due]", row), file.due && file.light === "red" ? `lewat ${file.due}` : file.due);
  say(one("[data-who]", row), file.applicant);
  say(one("[data-what]", row), file.kinds);
  const told = badges(file, row.parentElement?.dataset.fileList);
  const box = one("[data-badges]", row);
  const words = told.map(([text]) => text).join("|");
  if (box.dataset.words === words) return;
  box.dataset.words = words;
  box.replaceChildren(...told.map(([text, kind]) => badge(text, kind)));
}

function badges(file, list) {
  const turn = file.proposed && file.state === "checking" ? "Menunggu Kasi" : file.label;
  return [
    file.sheet && [file.sheet, file.question ? "warn" : ""],
    !file.sheet && list !== "to_decide" && list !== "ready" && [turn, file.state],
    file.returns > 0 && [`Dikembalikan ${file.returns}×`, ""],
  ].filter(Boolean);
}
