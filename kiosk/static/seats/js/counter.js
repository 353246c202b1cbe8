/** The counter's page. */

import { showBands } from "./bands.js";
import { showChoice } from "./choose.js";
import { showFileLink } from "./file_link.js";
import { showFind } from "./find.js";
import { guardLeaving } from "./leave.js";
import { showLists } from "./lists.js";
import { start } from "./seat.js";
import { showStage } from "./stage.js";

showStage();
showChoice();
showLists();
showFind();
showFileLink();
showBands();
guardLeaving();
start();
