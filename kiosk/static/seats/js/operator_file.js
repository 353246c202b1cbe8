/** The page of one file at the operator. */

import { showBands } from "./bands.js";
import { one } from "./dom.js";
import { showFileLists } from "./file_list.js";
import { startFiles } from "./files.js";
import { startForms, tell, then } from "./forms.js";
import { showOperatorSide } from "./operator_side.js";
import { followParts, onPart } from "./parts.js";
import { printKk, startPdf } from "./pdf.js";
import { startPrints } from "./prints.js";
import { refill, startReveal } from "./reveal.js";
import { start } from "./seat.js";
import { startSiak } from "./siak.js";
import { newTouch } from "./touch.js";

then("new-kk", ({ findings }) => {
  const words = findings.map((finding) => finding.text).join(" ");
  tell(one("[data-end-say]"), words || "No. KK baru dicatat.", { bad: findings.some((one) => !one.info) });
});
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-print-kk]");
  if (button) printKk(button, newTouch());
});
startForms();
startReveal();
startSiak();
startPrints();
startPdf();
showFileLists();
showOperatorSide();
onPart(refill);
showBands();
startFiles();
followParts();
start();
