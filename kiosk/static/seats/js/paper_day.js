/** The A4 paper of a day: read, never pressed; what is new shows by itself. */

import { showBands } from "./bands.js";
import { startFiles } from "./files.js";
import { followParts } from "./parts.js";
import { start } from "./seat.js";

showBands();
startFiles();
followParts();
start();
