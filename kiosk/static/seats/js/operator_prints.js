/** The operator's page of prints, paper and outages. */

import { showBands } from "./bands.js";
import { showFileLists } from "./file_list.js";
import { startFiles } from "./files.js";
import { startForms } from "./forms.js";
import { showOperatorSide } from "./operator_side.js";
import { followParts } from "./parts.js";
import { startPrints } from "./prints.js";
import { start } from "./seat.js";

startForms();
startPrints();
showFileLists();
showOperatorSide();
showBands();
startFiles();
followParts();
start();
