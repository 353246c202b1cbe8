/** One file, to be read: only its numbers can be asked for. */

import { showBands } from "./bands.js";
import { startFiles } from "./files.js";
import { followParts, onPart } from "./parts.js";
import { refill, startReveal } from "./reveal.js";
import { start } from "./seat.js";

startReveal();
onPart(refill);
showBands();
startFiles();
followParts();
start();
