/** The register: a month opened by choosing it; the rest are plain links and forms. */

import { showBands } from "./bands.js";
import { one } from "./dom.js";
import { startFiles } from "./files.js";
import { startForms, then } from "./forms.js";
import { followParts } from "./parts.js";
import { start } from "./seat.js";

one("[data-go]").addEventListener("change", (event) => {
  if (event.target.value) location.assign(event.target.value);
});
then("reload", () => location.reload());
startForms();
showBands();
startFiles();
followParts();
start();
