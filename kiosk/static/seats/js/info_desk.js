/** The information desk's page: its counter, and numbers for those who stand at the desk. */

import { showTake } from "./take.js";
import "./counter.js";

showTake();
