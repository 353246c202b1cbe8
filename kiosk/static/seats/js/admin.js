/** The admin's pages: forms as they are, with the office's bands above them. */

import { showBands } from "./bands.js";
import { start } from "./seat.js";

showBands();
start();
