/** Incidents: one that was just written down is opened. */

import { afterSuccess } from "../common/forms.js";

afterSuccess("incident", (answer) => location.assign(`/insiden/${answer.number}`));
