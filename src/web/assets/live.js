// When something is new, fetches the page again and puts the parts marked `data-live` in
// the place of the old ones. Nothing depends on it; a tab that nobody sees is silent.
const status = document.body.appendChild(document.createElement("p"));
status.className = "hidden";
status.setAttribute("role", "status");
let source, again, busy = false;

const touched = (part) => [...part.querySelectorAll("input, textarea")]
  .some((one) => one.checked !== one.defaultChecked || one.value !== one.defaultValue);

// Who is typing, choosing or reading with the keyboard in it is left alone, and what
// somebody has opened stays open.
const inUse = (part) => part.contains(document.activeElement) || part.querySelector("details[open]")
  || touched(part);

// The session is over: nothing of it stays on the screen, but what somebody has filled
// in, which is kept when it is sent.
async function quietly(path) {
  const answer = await fetch(path, { headers: { "Samflyt-Quiet": "1" }, redirect: "manual" });
  if (answer.type === "opaqueredirect" && !touched(document)) location.reload();
  return answer;
}

async function refresh() {
  if (busy) return;
  busy = true;
  try {
    const answer = await quietly(location.href);
    if (!answer.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    let changed = false;
    for (const part of document.querySelectorAll("[data-live][id]")) {
      const now = page.getElementById(part.id);
      if (!now || inUse(part) || now.isEqualNode(part)) continue;
      part.replaceWith(document.adoptNode(now));
      changed = true;
    }
    if (changed) status.textContent = document.body.dataset.news;
  } catch {
    // The page stays as it is.
  } finally {
    busy = false;
  }
}

function listen() {
  source?.close();
  clearTimeout(again);
  source = undefined;
  if (document.hidden) return;
  const mine = source = new EventSource("/live");
  mine.addEventListener("news", refresh);
  // Closed for good: by a session that is over, or because too many listen.
  mine.addEventListener("error", async () => {
    if (mine.readyState !== EventSource.CLOSED || mine !== source) return;
    again = setTimeout(listen, 60000);
    try {
      (await quietly("/live")).body?.cancel();
    } catch {
      // Tried again in a minute.
    }
  });
}

document.addEventListener("visibilitychange", () => {
  listen();
  if (!document.hidden) refresh();
});
listen();
