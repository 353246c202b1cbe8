// The citizen's page: asks again every few seconds and draws what changed; nothing when nothing did.

const LOOK_MS = 6000;
const ASK_MS = 8000;

let mark = null;

async function look() {
  const headers = mark ? { "If-None-Match": mark } : {};
  const answer = await fetch(location.href, {
    cache: "no-store",
    headers,
    signal: AbortSignal.timeout(ASK_MS),
  });
  if (answer.status !== 304 && answer.ok) {
    mark = answer.headers.get("ETag");
    draw(new DOMParser().parseFromString(await answer.text(), "text/html"));
  }
}

function draw(fresh) {
  const next = fresh.getElementById("tiket");
  const now = document.getElementById("tiket");
  if (!next || next.outerHTML === now.outerHTML) return;
  const called = next.classList.contains("tone--now") && !now.classList.contains("tone--now");
  now.replaceWith(next);
  document.title = fresh.title;
  if (called) navigator.vibrate?.([300, 150, 300]);
}

async function follow() {
  const stale = document.querySelector("[data-stale]");
  for (;;) {
    await new Promise((done) => setTimeout(done, LOOK_MS));
    try {
      await look();
      stale.hidden = true;
    } catch {
      stale.hidden = false;
    }
  }
}

follow();
