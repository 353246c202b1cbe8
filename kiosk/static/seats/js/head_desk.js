/** The head of the section with no file open. */

import { showBands } from "./bands.js";
import { onNews, startNews } from "./complaints_news.js";
import { showFileLists } from "./file_list.js";
import { startFiles } from "./files.js";
import { startForms } from "./forms.js";
import { followParts } from "./parts.js";
import { start } from "./seat.js";

startForms();
showFileLists();
showBands();
startFiles();
followParts();
followParts(onNews);
startNews();
start();
