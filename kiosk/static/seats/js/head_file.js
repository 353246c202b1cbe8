/** The page of one file at the head of the section. */

import { onPart } from "./parts.js";
import { startLook } from "./pdf.js";
import { refill, startReveal } from "./reveal.js";
import "./head_desk.js";

startReveal();
startLook();
onPart(refill);
