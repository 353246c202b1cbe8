/** The information desk's page: its counter, numbers for those who stand at the desk, complaints. */

import { startDeskComplaints } from "./complaints_desk.js";
import { showTake } from "./take.js";
import "./counter.js";

showTake();
startDeskComplaints();
