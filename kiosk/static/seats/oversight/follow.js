/** Every page of oversight: its parts are drawn anew from time to time. */

import { redraw } from "../common/parts.js";

const EVERY = 20_000;

setInterval(() => document.visibilityState === "visible" && redraw(), EVERY);
