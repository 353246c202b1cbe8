/** The register: a month opened by choosing it; the rest are plain links and forms. */

import { on } from "/static/js/dom.js";
import { afterSuccess } from "../common/forms.js";

on("change", "[data-go]", ({ value }) => value && location.assign(value));
afterSuccess("reload", () => location.reload());
