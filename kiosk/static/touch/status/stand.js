/** A complaint's page: the state to read, and a step in which to write what is missing or not settled. */

import { begin } from "../common/ask.js";

begin();
