// Checks that run inside a page. Each finding is {rule, what}. Sent by the tests with
// every call; the page itself never holds it.
//
// arguments: [name of the check, options]
const [check, options] = arguments;
const found = [];
const say = (rule, what) => found.push({ rule, what });

const name = (el) => {
  const id = el.id ? "#" + el.id : "";
  const words = (el.innerText || el.value || el.getAttribute("aria-label") || "").trim();
  return `<${el.localName}${id}${el.name ? " name=" + el.name : ""}> ${words.slice(0, 40).replace(/\s+/g, " ")}`;
};
const shown = (el) => el.checkVisibility({ visibilityProperty: true }) && el.getClientRects().length > 0;
// What only readers of the screen hear is cut away to one pixel.
const tiny = (rect) => rect.width <= 1 || rect.height <= 1;
const all = (css) => [...document.querySelectorAll(css)];

const TARGETS = "a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [tabindex='0']";
const targets = () => all(TARGETS).filter((el) => shown(el) && !el.disabled && !el.matches(".skip"));

// The box that a finger can hit: of a tick box or a radio button with its label.
const boxOf = (el) => {
  const box = el.getBoundingClientRect();
  const label = el.matches("[type=checkbox], [type=radio], [type=file]") && el.labels && el.labels[0];
  if (!label) return box;
  const other = label.getBoundingClientRect();
  const [left, top] = [Math.min(box.left, other.left), Math.min(box.top, other.top)];
  return new DOMRect(left, top, Math.max(box.right, other.right) - left, Math.max(box.bottom, other.bottom) - top);
};

// A link in a sentence is as high as its line: WCAG 2.5.8 excepts it.
const inSentence = (el) => {
  if (el.localName !== "a" || getComputedStyle(el).display !== "inline") return false;
  const block = el.closest("p, li, dd, td, th, h1, h2, h3, h4, label, figcaption, caption, small");
  if (!block) return false;
  const rest = block.innerText.length - el.innerText.length;
  return rest > 3;
};

const structure = () => {
  const html = document.documentElement;
  if (html.lang !== options.lang) say("lang", `"${html.lang}" instead of "${options.lang}"`);
  if (!document.title.trim()) say("title", "none");
  for (const personal of options.personal || []) {
    if (document.title.includes(personal)) say("personal-title", document.title);
  }
  const one = all("h1").filter(shown);
  if (one.length !== 1) say("h1", `${one.length} of them`);
  let before = 0;
  for (const heading of all("h1, h2, h3, h4, h5, h6").filter(shown)) {
    const level = Number(heading.localName[1]);
    // What stands around the content may come before the first heading.
    if (level > before + 1) say("heading-jump", `h${before} to ${name(heading)}`);
    if (!heading.innerText.trim()) say("heading-empty", name(heading));
    before = level;
  }
  const banner = all("body > header, [role=banner]").length, foot = all("body > footer, [role=contentinfo]").length;
  if (all("main").length !== 1 || banner !== 1 || foot !== 1) say("landmarks", "not one header, main and footer each");
  const navs = all("nav");
  const said = new Set(navs.map((nav) => nav.getAttribute("aria-label") || nav.getAttribute("aria-labelledby") || ""));
  if (navs.length && (said.has("") || said.size !== navs.length)) say("landmarks", "places without a name of their own");
  if (!all("a.skip[href='#main']").length) say("skip", "no way past the places");
  const ids = all("[id]").map((el) => el.id);
  for (const id of new Set(ids)) if (ids.filter((one) => one === id).length > 1) say("id-twice", id);
  for (const attribute of ["for", "aria-labelledby", "aria-describedby", "aria-controls"]) {
    for (const el of all(`[${attribute}]`)) {
      for (const id of el.getAttribute(attribute).split(/\s+/)) {
        if (id && !document.getElementById(id) && attribute !== "aria-describedby") say("reference", `${name(el)}: ${attribute}=${id}`);
      }
    }
  }
  for (const link of all("a[href^='#']")) {
    const to = link.getAttribute("href").slice(1);
    if (to && !document.getElementById(to)) say("reference", `${name(link)} leads to no #${to}`);
  }
  for (const table of all("table").filter(shown)) {
    const heads = [...table.querySelectorAll("th")];
    const titled = table.caption || table.matches("[aria-label], [aria-labelledby]");
    if (!heads.length || heads.some((th) => !th.scope) || !titled) say("table", `without named columns and rows: ${name(table)}`);
  }
  for (const svg of all("svg").filter(shown)) {
    const hidden = svg.closest("[aria-hidden=true]");
    if (!hidden && svg.getAttribute("role") !== "img") say("picture", "an svg that is neither named nor hidden");
  }
};

const PERSONAL = { email: ["email"], tel: ["tel"], password: ["current-password", "new-password"] };
const forms = () => {
  for (const field of all("input:not([type=hidden]), select, textarea").filter(shown)) {
    const label = [...(field.labels || [])].map((one) => one.innerText).join(" ").trim();
    const by = (field.getAttribute("aria-labelledby") || "").split(/\s+/).map((id) => document.getElementById(id)?.innerText || "").join(" ").trim();
    if (!label && !by && !field.getAttribute("aria-label")) say("label", name(field));
    const token = field.getAttribute("autocomplete");
    const wanted = PERSONAL[field.type];
    if (wanted && !(token === "off" || wanted.includes(token))) say("autocomplete", `${name(field)}: "${token}"`);
    if (field.getAttribute("aria-invalid") === "true") {
      const why = (field.getAttribute("aria-describedby") || "").split(/\s+/).map((id) => document.getElementById(id)?.innerText || "").join("").trim();
      if (!why) say("error-words", name(field));
    }
  }
  for (const group of all("fieldset").filter(shown)) if (!group.querySelector("legend")) say("legend", name(group));
  for (const button of all("button, a[href]").filter(shown)) {
    const words = (button.innerText || button.getAttribute("aria-label") || "").trim();
    if (!words) say("nameless", name(button));
  }
};

const inert = () => {
  for (const script of all("script")) {
    if (!script.src) say("inline-script", script.textContent.slice(0, 40));
    else if (!options.scripts) say("script", script.getAttribute("src"));
  }
  for (const el of all("style, [style]")) say("inline-style", name(el));
  for (const el of all("*")) {
    for (const attribute of el.attributes) {
      if (attribute.name.startsWith("on")) say("inline-script", `${name(el)} ${attribute.name}`);
      const leads = ["href", "src", "action", "formaction"].includes(attribute.name);
      if (leads && /^\s*(javascript|data|vbscript):/i.test(attribute.value)) say("inline-script", name(el));
    }
    if (el.localName.includes("samflyt-bad")) say("markup", "what was typed became an element");
  }
};

const sizes = () => {
  const boxes = targets().filter((el) => !inSentence(el)).map((el) => [el, boxOf(el)]).filter(([, box]) => !tiny(box));
  let large = 0;
  for (const [el, box] of boxes) {
    const side = Math.min(box.width, box.height);
    if (side >= 43.5) large += 1;
    if (side < 23.5) {
      // The exception for spacing: a circle of 24 px around the middle meets no other target.
      const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
      const near = boxes.some(([other, rect]) => {
        if (other === el || el.contains(other) || other.contains(el)) return false;
        const dx = Math.max(rect.left - x, 0, x - rect.right), dy = Math.max(rect.top - y, 0, y - rect.bottom);
        const [ox, oy] = [rect.left + rect.width / 2, rect.top + rect.height / 2];
        const small = Math.min(rect.width, rect.height) < 23.5;
        return Math.hypot(dx, dy) < 12 || (small && Math.hypot(ox - x, oy - y) < 24);
      });
      if (near || side < 12) say("target-24", `${name(el)} ${Math.round(box.width)}×${Math.round(box.height)}`);
    }
    if (options.phone && side < 43.5) say("target-44", `${name(el)} ${Math.round(box.width)}×${Math.round(box.height)}`);
  }
  found.push({ rule: "count", what: [large, boxes.length] });
};

const reflow = () => {
  const root = document.documentElement;
  if (options.text) root.style.fontSize = options.text;
  if (options.longer) {
    // As a language with words that are longer by this part.
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const nodes = [];
    while (walker.nextNode()) nodes.push(walker.currentNode);
    for (const node of nodes) {
      node.data = node.data.replace(/[\p{L}\p{N}]+/gu, (word) => word + "åøæmw".repeat(9).slice(0, Math.ceil(word.length * options.longer)));
    }
  }
  const width = root.clientWidth;
  if (Math.max(root.scrollWidth, document.body.scrollWidth) > width + 1) {
    const wide = all("body *").filter((el) => shown(el) && el.getBoundingClientRect().right > width + 1 && !el.closest(".scroll"));
    say("sideways", `${root.scrollWidth} in ${width}: ${wide.slice(0, 2).map(name).join(" | ")}`);
  }
  for (const el of all("body *").filter(shown)) {
    const style = getComputedStyle(el), rect = el.getBoundingClientRect();
    if (tiny(rect)) continue;
    // What is typed into a line scrolls along with the typing.
    if (el.matches("input:not([type=file])")) continue;
    const cut = (over) => over === "hidden" || over === "clip";
    if (cut(style.overflowX) && el.scrollWidth > el.clientWidth + 1 && el.clientWidth) say("cut-off", name(el));
    if (cut(style.overflowY) && el.scrollHeight > el.clientHeight + 1 && el.clientHeight) say("cut-off", name(el));
    if (el.matches("button, .button, a, legend, th, td, dd, dt") && style.display !== "inline" && !el.closest("svg")) {
      if (el.scrollWidth > el.clientWidth + 2 && el.clientWidth) say("cut-off", name(el));
    }
    // Where something can be scrolled, it can be with the keyboard.
    const scrolls = (style.overflowX === "auto" || style.overflowX === "scroll") && el.scrollWidth > el.clientWidth + 1;
    if (scrolls && el.tabIndex < 0) say("scroll-keyboard", name(el));
  }
  if (options.text) root.style.fontSize = "";
};

// One of a group of radio buttons is on the way of Tab: the chosen, else the first.
const onTheWay = () =>
  all("a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0'], [contenteditable]").filter((el) => {
    if (!shown(el) || el.disabled || el.tabIndex < 0) return false;
    if (el.type !== "radio") return true;
    const group = all("input[type=radio]").filter((one) => one.name === el.name && one.form === el.form && !one.disabled);
    return el === (group.find((one) => one.checked) || group[0]);
  });

const rgba = (text) => {
  const parts = (text.match(/[\d.]+/g) || []).map(Number);
  return parts.length < 3 ? [0, 0, 0, 0] : [parts[0], parts[1], parts[2], parts.length > 3 ? parts[3] : 1];
};
const light = ([r, g, b]) => {
  const part = (value) => ((value /= 255) <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  return 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);
};
const behind = (el) => {
  for (let at = el.parentElement; at; at = at.parentElement) {
    const colour = rgba(getComputedStyle(at).backgroundColor);
    if (colour[3] > 0.99) return colour;
  }
  return [255, 255, 255, 1];
};

const focus = () => {
  const way = onTheWay();
  for (const el of all("[tabindex]")) if (el.tabIndex > 0) say("tab-order", `${name(el)}: tabindex=${el.tabIndex}`);
  for (const el of way) {
    el.focus({ focusVisible: true });
    if (document.activeElement !== el) { say("focus-lost", name(el)); continue; }
    const rect = [...el.getClientRects()].find((one) => !tiny(one)) || el.getBoundingClientRect();
    // A wide table is seen through its own window, in part.
    const window_ = (el.closest(".scroll") || document.documentElement).getBoundingClientRect();
    const left = Math.max(rect.left, window_.left, 0), right = Math.min(rect.right, window_.right, innerWidth);
    if (right - left < Math.min(24, rect.width)) { say("focus-outside", name(el)); continue; }
    const top = Math.max(rect.top, 0), bottom = Math.min(rect.bottom, innerHeight);
    if (right - left < 1 || bottom - top < 1) { say("focus-outside", name(el)); continue; }
    const [dx, dy] = [(right - left) / 6, (bottom - top) / 6];
    const points = [[left + 3 * dx, top + 3 * dy], [left + dx, top + dy], [right - dx, top + dy], [left + dx, bottom - dy], [right - dx, bottom - dy]];
    const label = el.labels && el.labels[0];
    const seen = points.filter(([x, y]) => {
      const hit = document.elementFromPoint(x, y);
      return hit && (hit === el || el.contains(hit) || (label && label.contains(hit)));
    });
    if (seen.length < 4) say("focus-covered", `${name(el)}: ${seen.length} of 5 points`);
    const style = getComputedStyle(el);
    const drawn = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
    const line = rgba(style.outlineColor);
    if (!drawn || line[3] < 0.5) { say("focus-outline", name(el)); continue; }
    const [a, b] = [light(line), light(behind(el))].sort((x, y) => y - x);
    if ((a + 0.05) / (b + 0.05) < 3) say("focus-contrast", `${name(el)}: ${style.outlineColor}`);
  }
  document.activeElement?.blur();
  scrollTo(0, 0);
};

// Before Tab is pressed: who gets the focus is written down.
const listen = () => {
  const way = onTheWay();
  const came = [], note = (event) => came.push(event.target);
  document.addEventListener("focusin", note);
  // The way begins at the top of the page.
  document.body.tabIndex = -1;
  document.body.focus();
  document.body.removeAttribute("tabindex");
  came.length = 0;
  window.samflytWay = { way, came, note };
  const dates = way.filter((el) => el.matches("[type=date], [type=time], [type=month], [type=datetime-local]")).length;
  found.push({ rule: "count", what: way.length + 5 * dates + 2 });
};
const heard = () => {
  const { way, came, note } = window.samflytWay;
  document.removeEventListener("focusin", note);
  document.activeElement?.blur();
  scrollTo(0, 0);
  const again = came.findIndex((el, at) => at > 0 && el === came[0]);
  const once = again < 0 ? came : came.slice(0, again);
  const wrong = way.findIndex((el, at) => once[at] !== el);
  if (wrong >= 0) say("tab-order", `expected ${name(way[wrong])}, came ${once[wrong] ? name(once[wrong]) : "nothing"}`);
};

({ structure, forms, inert, sizes, reflow, focus, listen, heard })[check]();
return found;
