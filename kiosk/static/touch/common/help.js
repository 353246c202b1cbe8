// "Minta bantuan": rings on the seats without leaving the page, and tells when somebody is coming.

import { pause, settings, show } from "./screen.js";
import { ask } from "./server.js";

const LOOK_MS = 2000;
const JSON_PLEASE = { Accept: "application/json" };

export async function call(form) {
  const dialog = show("help");
  tell(dialog, "called");
  try {
    const answer = await ask(form.action, {
      method: "POST",
      headers: JSON_PLEASE,
      body: new FormData(form),
    });
    if (!answer.ok) throw new Error(answer.status);
    await follow(dialog, (await answer.json()).call);
  } catch {
    tell(dialog, "failed");
  }
}

async function follow(dialog, number) {
  while (dialog.open) {
    await pause(LOOK_MS);
    const answer = await ask(`${settings.help}/${number}`, { headers: JSON_PLEASE });
    if ((await answer.json()).coming) return tell(dialog, "coming");
  }
  return undefined;
}

function tell(dialog, state) {
  for (const place of dialog.querySelectorAll("[data-called]")) {
    place.textContent = place.dataset[state];
  }
}
