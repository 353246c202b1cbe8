/** Every page of oversight: its parts are drawn anew after each press, and from time to time. */

import { showBands } from "./bands.js";
import { startForms } from "./forms.js";
import { redraw } from "./parts.js";
import { start } from "./seat.js";

const EVERY = 20_000;

startForms();
showBands();
start();
setInterval(() => document.visibilityState === "visible" && redraw(), EVERY);
