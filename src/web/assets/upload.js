// Sends files in pieces and goes on after a cut. The browser keeps nothing: the
// service knows a file again by a hash.
const form = document.getElementById("upload"), child = form.dataset.child;
const { content, dataset: words } = document.getElementById("upload-words");
const SIZE = 2 ** 19, TUS = { "Tus-Resumable": "1.0.0" }, queue = [];
let busy = 0, number = 0;
const add = (tag, to) => to.appendChild(document.createElement(tag));
const list = add("ul", form), news = add("p", form);
list.className = "results";
news.className = "hidden";
news.role = "status";
const why = (code) => (content.querySelector(`[data-code="${code}"]`) ?? content.lastElementChild).textContent;
const bytes = (text) => new TextEncoder().encode(text);
const base64 = (text) => btoa(String.fromCharCode(...bytes(text)));

// An error with a code stays, however often it is tried.
async function ask(url, options) {
  const answer = await fetch(url, options);
  if (answer.ok) return answer;
  const { code = "" } = await answer.json().catch(() => ({}));
  throw Object.assign(Error(), [408, 409, 429, 503].includes(answer.status) && code !== "too-many-open-uploads" || { code });
}

async function begin(file, meta) {
  const hash = await crypto.subtle.digest("SHA-256", bytes([file.name, file.size, file.lastModified, meta.category, meta.date]));
  const fingerprint = [...new Uint8Array(hash)].map((one) => one.toString(16).padStart(2, 0)).join("");
  const { items } = await (await ask(`/folders/${child}/uploads`)).json();
  const own = items.find((one) => one.fingerprint === fingerprint && one.state !== "failed");
  if (own) return `/uploads/${own.id}`;
  const pairs = Object.entries({ ...meta, fingerprint }).filter((pair) => pair[1]).map(([key, value]) => `${key} ${base64(value)}`);
  const made = await ask("/uploads", { method: "POST", headers: { ...TUS, "Upload-Length": file.size, "Upload-Metadata": pairs.join() } });
  return made.headers.get("Location");
}

async function send(file, meta, tell) {
  for (let url, wait = 500; ; wait = Math.min(wait * 2, 3e4)) {
    try {
      url ??= await begin(file, meta);
      // How it stands, also where the answer to the last piece was lost.
      let got = await (await ask(url)).json(), at = got.offset;
      if (got.code) throw got;
      while (!got.document) {
        const end = at + SIZE;
        tell(end < file.size ? `${Math.floor(at * 100 / file.size)} %` : words.checking, at);
        const { headers } = await ask(url, { method: "PATCH", body: file.slice(at, end), headers: { ...TUS, "Upload-Offset": at, "Content-Type": "application/offset+octet-stream" } });
        at = end;
        wait = 500;
        if (headers.get("Samflyt-Entry")) got = await (await ask(url)).json();
      }
      return got;
    } catch (error) {
      if ("code" in error) throw error;
      tell(words.again);
      await new Promise((then) => setTimeout(then, wait));
    }
  }
}

function take(file, meta) {
  const item = add("li", list), name = add("a", item), state = add("span", item), bar = add("progress", item);
  name.textContent = file.name;
  bar.max = file.size;
  bar.value = 0;
  bar.ariaLabel = file.name;
  const tell = (text, at) => {
    state.textContent = `: ${text}`;
    if (at) bar.value = at;
  };
  tell(words.waiting);
  queue.push(async () => {
    try {
      const got = await send(file, meta, tell);
      const at = new Date(got.stored).toLocaleTimeString("en-GB", { timeStyle: "short", timeZone: "Europe/Oslo" });
      tell(`${words.stored} ${at.replace(":", document.documentElement.lang === "en" ? ":" : ".")}${words.after}`);
      name.href = `/documents/${got.document}`;
      item.className = "good";
    } catch (error) {
      tell(why(error.code));
      item.className = "bad";
    }
    bar.remove();
    busy--;
    news.textContent = item.textContent;
    if (!busy && !queue.length) Object.assign(add("a", add("p", list)), { href: form.action, textContent: words.done });
    next();
  });
}

function next() {
  for (; busy < 2 && queue.length; busy++) queue.shift()();
}

form.onsubmit = (event) => {
  const inputs = [...form.querySelectorAll("[type=file]")], files = inputs.flatMap((one) => [...one.files]);
  if (!files.length || event.submitter?.className) return;
  event.preventDefault();
  const { category: { value: category }, date: { value: date } } = form.elements;
  for (const file of files) take(file, { child, filename: file.name, category, date, number: `${++number}` });
  for (const one of inputs) one.value = "";
  next();
};
onbeforeunload = (event) => busy && event.preventDefault();
