// When something is new, fetches the page again and puts the parts marked `data-live` in
// the place of the old ones. Nothing depends on it; a tab that nobody sees is silent.
const status = document.body.appendChild(document.createElement("p"));
status.className = "hidden";
status.setAttribute("role", "status");
let source, busy = false;

// Who is typing, choosing or reading with the keyboard in it is left alone.
const inUse = (part) => part.contains(document.activeElement)
  || [...part.querySelectorAll("input")].some((one) => one.checked !== one.defaultChecked);

async function refresh() {
  if (busy) return;
  busy = true;
  try {
    const answer = await fetch(location.href, { headers: { "Samflyt-Quiet": "1" }, redirect: "error" });
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
  source = undefined;
  if (document.hidden) return;
  source = new EventSource("/live");
  source.addEventListener("news", refresh);
}

document.addEventListener("visibilitychange", () => {
  listen();
  if (!document.hidden) refresh();
});
listen();
