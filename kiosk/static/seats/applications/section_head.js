/** The head of the section: once a file is decided, on to the next that waits for a decision. */

import { afterSuccess } from "../common/forms.js";
import { rowsOf } from "./inbox.js";

afterSuccess("next-file", (file) => {
  // One of the two decisions alone leaves the file here.
  if (file.state === "checking") return;
  const next = rowsOf("to_decide").find((row) => row.id !== file.id);
  if (next) location.assign(`/kasi/${next.number}?sesudah=${file.number}`);
});
