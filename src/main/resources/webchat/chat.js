/** The page: who is here, which channel, and what the server tells. */
import { CommandBox } from "./box.js";
import { drawMessage, el } from "./draw.js";
import { openForm } from "./form.js";
import { TEXTS } from "./texts.js";

const $ = (selector) => document.querySelector(selector);
const log = $("#log");
const list = $("#messages");
const notice = $("#notice");
const connection = $("#connection");

/** Kept for this tab first, so that two tabs can be two people, then for the next tab. */
const memory = {
  get(key) {
    try {
      return sessionStorage.getItem(key) ?? localStorage.getItem(key);
    } catch {
      return null; // storage is switched off
    }
  },
  set(key, value) {
    try {
      sessionStorage.setItem(key, value);
      localStorage.setItem(key, value);
    } catch {
      // the page works without a memory
    }
  },
};

/** As chosen at the log-in; else what the browser prefers of the two. */
const preferred = () =>
  /homestretch-language=(zh|en)/.exec(document.cookie)?.[1] ??
  (navigator.languages ?? []).map((l) => l.toLowerCase()).find((l) => /^(zh|en)\b/.test(l)) ?? "en";

let language = memory.get("language") ?? (preferred().startsWith("zh") ? "zh-CN" : "en");
let server = { channels: [], personas: [], commands: [], change: 0 };
let channel = null;
let person = null;

/** The latest change that this page has been told. */
let known = 0;

/** By channel: the last message that was on screen. */
let read = new Map();

/** Whether the channel's messages are all here, up to what is known. */
let whole = false;

/** So many messages are drawn at most: a page that is open for weeks stays as quick as a new one. */
const MOST = 150;

/**
 * The messages of the channel on screen, by id; those that come while it loads wait. more: there
 * are older ones; later: there are newer ones than these, which come on scrolling down.
 */
let view = { messages: new Map(), more: false, later: false, waiting: null };

const t = () => TEXTS[language];

class Refused extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? `status ${status}`);
    this.status = status;
    this.problem = problem;
  }
}

async function ask(path, body, signal) {
  const answer = await fetch(path, {
    method: body ? "POST" : "GET",
    headers: {
      "Accept-Language": language,
      ...(body ? { "Content-Type": "application/json" } : {}),
      ...(body && server.csrf ? { "X-CSRF-Token": server.csrf } : {}),
    },
    body: body && JSON.stringify(body),
    signal,
  });
  const json = (answer.headers.get("Content-Type") ?? "").includes("json");
  if (answer.status === 401) {
    logIn();
  }
  if (!answer.ok) {
    throw new Refused(answer.status, json ? await answer.json() : null);
  }
  return answer.json();
}

/** The session has ended: what follows is done after another log-in. */
function logIn() {
  disconnect();
  location.assign("/login");
}

const mine = (more) => ({ person, channel, language, ...more });

// What the server says

function take(fresh) {
  server = fresh;
  const pick = (items, key, remembered, otherwise) =>
    items.some((i) => i[key] === remembered) ? remembered : (otherwise?.[key] ?? null);
  channel = pick(server.channels, "address", channel ?? memory.get("channel"), server.channels[0]);
  // Somebody who can report, if there is one: the first thing to try is a report.
  const { personas } = server;
  person = pick(personas, "id", person ?? memory.get("person"), personas[personas.length > 2 ? 1 : 0]);
}

async function loadState() {
  const remembered = person ?? memory.get("person") ?? "";
  take(await ask(`/chat/state?person=${encodeURIComponent(remembered)}`));
}

/** Everything from the beginning: at the start, and when the server has another history. */
async function start() {
  whole = false;
  await loadState();
  known = server.change;
  read = new Map(JSON.parse(memory.get(`read ${person}`) ?? "[]"));
  for (const { address, latest } of server.channels) {
    // Nothing is unread where this person has never been, nor beyond what there is.
    if (address !== channel || read.has(address)) {
      read.set(address, Math.min(read.get(address) ?? latest, latest));
    }
  }
  drawFrame();
  await loadChannel();
  connect();
}

/**
 * @param {number} [around] an id: the messages up to it and some after, instead of the newest
 */
async function loadChannel(around) {
  whole = false;
  const own = { messages: new Map(), more: false, later: false, waiting: [] };
  view = own;
  list.replaceChildren();
  $("#older").hidden = true;
  $("#later").hidden = true;
  $("#newer").hidden = true;
  $("#empty").hidden = true;
  if (channel === null) {
    whole = true;
    return;
  }
  log.setAttribute("aria-busy", "true");
  const which = around === undefined ? {} : { before: around + 1 };
  const page = await ask(`/chat/messages?${new URLSearchParams({ person, channel, ...which })}`);
  if (view !== own) {
    return; // another channel was chosen in the meantime
  }
  own.more = page.more;
  page.items.forEach(put);
  const { waiting } = own;
  own.waiting = null;
  const seen = read.get(channel);
  if (around === undefined) {
    waiting.forEach(put);
    arranged();
    log.scrollTop = beginning(seen);
  } else {
    own.later = true;
    arranged();
    list.lastElementChild?.focus();
  }
  log.removeAttribute("aria-busy");
  whole = true;
}

async function loadOlder() {
  const own = view;
  if (!own.more || own.waiting !== null) {
    return;
  }
  own.waiting = [];
  const before = Math.min(...own.messages.keys());
  try {
    const page = await ask(`/chat/messages?${new URLSearchParams({ person, channel, before })}`);
    if (view !== own) {
      return;
    }
    const fromBottom = log.scrollHeight - log.scrollTop;
    log.setAttribute("aria-busy", "true");
    own.more = page.more;
    page.items.forEach(put);
    arranged();
    log.scrollTop = log.scrollHeight - fromBottom;
    trim("newest");
    log.removeAttribute("aria-busy");
  } catch {
    // The button stays; scrolling or pressing it tries again.
  } finally {
    const waiting = own.waiting ?? [];
    own.waiting = null;
    if (view === own) {
      waiting.forEach(receive);
    }
  }
}

/** The messages after those on screen, where the newest are not among them. */
async function loadLater() {
  const own = view;
  if (!own.later || own.waiting !== null) {
    return;
  }
  own.waiting = [];
  const after = Math.max(...own.messages.keys());
  try {
    const page = await ask(`/chat/messages?${new URLSearchParams({ person, channel, after })}`);
    if (view !== own) {
      return;
    }
    log.setAttribute("aria-busy", "true");
    own.later = page.more;
    page.items.forEach(put);
    trim("oldest");
    arranged();
    log.removeAttribute("aria-busy");
  } catch {
    // The button stays; scrolling or pressing it tries again.
  } finally {
    const waiting = own.waiting ?? [];
    own.waiting = null;
    if (view === own) {
      waiting.forEach(receive);
    }
  }
}

/** Lets go of what is far from what is being read; where the reader is stays where it is. */
function trim(end) {
  const beyond = list.childElementCount - MOST;
  if (beyond <= 0) {
    return;
  }
  const gone = [...list.children].slice(...(end === "oldest" ? [0, beyond] : [-beyond]));
  const fromBottom = log.scrollHeight - log.scrollTop;
  for (const article of gone) {
    view.messages.delete(Number(article.dataset.id));
    article.remove();
  }
  if (end === "oldest") {
    view.more = true;
    log.scrollTop = log.scrollHeight - fromBottom;
  } else {
    view.later = true;
  }
  arranged();
}

// The stream

let source = null;
let attempt = 0;
let retry = 0;
let fading = 0;

function connect() {
  disconnect();
  if (person === null || document.hidden) {
    return;
  }
  source = new EventSource(`/chat/events?${new URLSearchParams({ person, after: known })}`);
  source.onopen = () => {
    attempt = 0;
    if (connection.textContent !== "") {
      connection.className = "good";
      connection.textContent = t().back;
      fading = setTimeout(() => (connection.textContent = ""), 4000);
    }
  };
  source.addEventListener("message", (event) => {
    known = Math.max(known, Number(event.lastEventId));
    receive(JSON.parse(event.data));
  });
  source.addEventListener("ended", logIn);
  source.onerror = lost;
}

function disconnect() {
  clearTimeout(retry);
  source?.close();
  source = null;
}

function lost() {
  disconnect();
  clearTimeout(fading);
  connection.className = "bad";
  connection.textContent = t().lost;
  retry = setTimeout(reconnect, Math.min(8000, 500 * 2 ** attempt++));
}

async function reconnect() {
  try {
    const before = `${person} ${channel}`;
    await loadState();
    // Another history if the database was replaced, another channel if the old one is gone.
    if (!whole || server.change < known || before !== `${person} ${channel}`) {
      await start();
    } else {
      drawFrame();
      connect();
    }
  } catch {
    lost();
  }
}

// A browser holds six connections to a server, streams included: pages out of sight let go of
// theirs, or a seventh would never load. They catch up once they are seen.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) {
    disconnect();
  } else if (source === null && person !== null) {
    clearTimeout(retry);
    reconnect();
  }
});
addEventListener("online", () => {
  if (source === null && !document.hidden) {
    clearTimeout(retry);
    reconnect();
  }
});

function receive(message) {
  if (message.channel !== channel) {
    const there = server.channels.find((c) => c.address === message.channel);
    if (there) {
      there.latest = Math.max(there.latest, message.id);
      drawChannels();
    } else {
      reconnect(); // a new channel
    }
    return;
  }
  if (view.waiting !== null) {
    view.waiting.push(message);
    return;
  }
  const following = isFollowing();
  const isNew = put(message);
  arranged();
  if (isNew && following && !view.later) {
    trim("oldest");
    follow();
  } else if (isNew) {
    trim(log.scrollTop > log.scrollHeight / 2 ? "oldest" : "newest");
    $("#newer").hidden = false;
  }
}

// Messages on screen

/** Draws a message in its place; whether it is a new one. */
function put(message) {
  const old = view.messages.get(message.id);
  if (old && old.change >= message.change) {
    return false;
  }
  const ids = [...view.messages.keys()];
  if (!old && view.waiting === null && view.more && message.id < Math.min(...ids)) {
    return false; // it comes with the older ones
  }
  if (!old && view.waiting === null && view.later && message.id > Math.max(...ids)) {
    return true; // it comes with the later ones
  }
  view.messages.set(message.id, message);
  const article = draw(message);
  if (old) {
    redraw(article);
    return false;
  }
  const next = [...list.children].findLast((a) => Number(a.dataset.id) < message.id);
  list.insertBefore(article, next ? next.nextSibling : list.firstChild);
  return true;
}

function draw(message) {
  return drawMessage(message, {
    t: t(),
    language,
    timezone: server.channels.find((c) => c.address === channel)?.timezone,
    command: commandLabel,
    press: (button, element) => press(message, button, element),
  });
}

/** Puts an article where the one with its id stands; focus inside stays there. */
function redraw(article) {
  const old = list.querySelector(`[data-id="${article.dataset.id}"]`);
  const focused = old.contains(document.activeElement) ? document.activeElement : null;
  article.firstChild.hidden = old.firstChild.hidden;
  old.replaceWith(article);
  if (focused) {
    const label = focused.textContent;
    const buttons = [...article.querySelectorAll("button")];
    (buttons.find((b) => b.textContent === label) ?? buttons[0] ?? article).focus();
  }
}

function commandLabel(name) {
  const label = server.commands.find((c) => c.name === name)?.label;
  return `/${label ? label[language === "zh-CN" ? "zh" : "en"] : name}`;
}

/** What follows from the messages as they stand: days, the older ones' button, what is read. */
function arranged() {
  let day = "";
  for (const article of list.children) {
    article.firstChild.hidden = article.dataset.day === day;
    day = article.dataset.day;
  }
  $("#older").hidden = !view.more;
  $("#later").hidden = !view.later;
  $("#empty").hidden = list.childElementCount > 0;
  const here = server.channels.find((c) => c.address === channel);
  if (here && !view.later) {
    here.latest = Math.max(here.latest, ...view.messages.keys());
    read.set(channel, here.latest);
    memory.set(`read ${person}`, JSON.stringify([...read]));
  }
  drawChannels();
}

/** Where the newest message is read from: its end, or its beginning if it is a long one. */
function newest() {
  const last = list.lastElementChild;
  const end = log.scrollHeight - log.clientHeight;
  return last ? Math.min(end, last.offsetTop - 8) : end;
}

/** Where reading begins: at what is unread; for somebody new to the channel, at the latest day. */
function beginning(seen) {
  const articles = [...list.children];
  const day = articles.at(-1)?.dataset.day;
  const first = articles.find((a) => (seen === undefined ? a.dataset.day === day : Number(a.dataset.id) > seen));
  return first ? Math.min(newest(), first.offsetTop - 8) : newest();
}

function isFollowing() {
  return log.scrollTop >= newest() - 60;
}

function follow() {
  if (view.later) {
    loadChannel().catch(lost);
    return;
  }
  log.scrollTop = newest();
  $("#newer").hidden = true;
}

log.addEventListener("scroll", () => {
  if (isFollowing()) {
    $("#newer").hidden = true;
  }
});
$("#newer").addEventListener("click", () => {
  follow();
  list.lastElementChild?.focus({ preventScroll: true });
});
$("#older").addEventListener("click", loadOlder);
new IntersectionObserver((entries) => entries.some((e) => e.isIntersecting) && loadOlder(), {
  root: log,
  rootMargin: "400px 0px 0px 0px",
}).observe($("#older"));
$("#later").addEventListener("click", loadLater);
new IntersectionObserver((entries) => entries.some((e) => e.isIntersecting) && loadLater(), {
  root: log,
  rootMargin: "0px 0px 400px 0px",
}).observe($("#later"));

// Finding again

const SEARCH_DELAY = 200;
let searching = 0;

$("#find").addEventListener("click", () => {
  $("#search").showModal();
  $("#query").focus();
  $("#query").select();
});
$("#query").addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.isComposing) {
    event.preventDefault();
    find();
  }
});
$("#query").addEventListener("input", () => {
  clearTimeout(searching);
  searching = setTimeout(find, SEARCH_DELAY);
});

async function find() {
  clearTimeout(searching);
  const query = $("#query").value.trim();
  if (query === "") {
    $("#results").replaceChildren();
    $("#found").textContent = "";
    return;
  }
  try {
    const page = await ask(`/chat/search?${new URLSearchParams({ person, channel, query })}`);
    if ($("#query").value.trim() !== query) {
      return;
    }
    const n = page.items.length;
    $("#found").textContent = page.more ? t().foundMore(n) : t().found(n);
    $("#results").replaceChildren(...page.items.map(drawFound));
  } catch (error) {
    $("#found").textContent = explain(error);
  }
}

function drawFound(message) {
  const article = draw(message);
  const button = el(
    "button",
    { type: "button" },
    el("time", { dateTime: message.at, textContent: article.querySelector("time").title }),
    message.post.title,
  );
  button.addEventListener("click", () => {
    $("#search").close();
    loadChannel(message.id).catch(lost);
  });
  return el("li", {}, button);
}

// Doing things

/** @returns what to tell the user about a request that failed */
function explain(error) {
  if (!(error instanceof Refused)) {
    return t().unreachable;
  }
  switch (error.status) {
    case 409:
    case 422:
    case 503:
    case 507:
      return error.problem.detail;
    case 404:
      start().catch(lost);
      return t().stale;
    case 413:
      return t().tooLong;
    default:
      return t().broken;
  }
}

/** A form is opened, a message shown: it comes by the stream as well, whichever is first. */
function answered(answer) {
  if (answer.form) {
    fill(answer.form);
    return;
  }
  receive(answer.message);
  if (answer.message.channel === channel) {
    follow();
  }
}

function fill(form) {
  const from = mine();
  openForm(form, `${person} ${channel}`, t(), async (options) => {
    try {
      answered(await ask("/chat/command", { ...from, command: form.command, options }));
      return null;
    } catch (error) {
      return { errors: error.problem?.errors ?? [], detail: explain(error) };
    }
  });
}

async function press(message, button, element) {
  if (element.getAttribute("aria-disabled") === "true") {
    return;
  }
  notice.textContent = "";
  element.setAttribute("aria-disabled", "true");
  try {
    const answer = await ask("/chat/press", mine({ message: message.id, button: button.id }));
    if (answer.message?.id === message.id) {
      receive(answer.message); // in its place: the page stays where it is
    } else {
      answered(answer);
    }
  } catch (error) {
    notice.textContent = explain(error);
  } finally {
    element.removeAttribute("aria-disabled");
  }
}

const box = new CommandBox(
  (line, caret, signal) => ask("/chat/complete", mine({ line, caret }), signal),
  async (line) => {
    notice.textContent = "";
    try {
      answered(await ask("/chat/command", mine({ line })));
      return true;
    } catch (error) {
      notice.textContent = explain(error);
      return false;
    }
  },
);

// The frame

/** The language that the button in a phone's header changes to. */
const other = () => (language === "zh-CN" ? "en" : "zh-CN");

function setLanguage(chosen) {
  language = chosen in TEXTS ? chosen : "en";
  document.documentElement.lang = language;
  const texts = t();
  for (const e of document.querySelectorAll("[data-text]")) {
    e.textContent = texts[e.dataset.text];
  }
  for (const e of document.querySelectorAll("[data-label]")) {
    e.setAttribute("aria-label", texts[e.dataset.label]);
  }
  for (const e of document.querySelectorAll("[data-placeholder]")) {
    e.placeholder = texts[e.dataset.placeholder];
  }
  $("#tongue").lang = other();
  $("#tongue").textContent = other() === "en" ? "EN" : "中文";
  $("#tongue").setAttribute("aria-label", other() === "en" ? "EN: English" : "中文");
  for (const button of $("#languages").children) {
    button.setAttribute("aria-pressed", String(button.value === language));
  }
}

/** Draws again only what would look different, as drawing takes away the focus or an open list. */
function refresh(element, looks, draw) {
  const drawn = JSON.stringify(looks);
  if (element.dataset.drawn !== drawn) {
    element.dataset.drawn = drawn;
    const at = [...element.children].findIndex((c) => c.contains(document.activeElement));
    element.replaceChildren(...draw());
    element.children[at]?.querySelector("button")?.focus();
  }
}

function drawFrame() {
  const key = language === "zh-CN" ? "zh" : "en";
  const { personas, channels } = server;
  refresh($("#person"), [personas, language], () =>
    personas.map((p) =>
      el("option", { value: p.id, textContent: p.name[key], title: p.role[key] }),
    ),
  );
  $("#person").value = person;
  // Who is logged in is who they are.
  $("#who").hidden = Boolean(server.csrf);
  $("#account").hidden = !server.csrf;
  $("#account").textContent = server.csrf ? `${personas[0]?.name[key]} · ${t().account}` : "";
  const here = channels.find((c) => c.address === channel);
  $("#title").textContent = here ? here.title : server.csrf ? t().noRights : t().noChannels;
  $("#campaign").textContent = here ? here.campaign : "";
  // The way on from an empty program; who was invited asks whoever invited them.
  $("#nowhere").hidden = Boolean(here);
  $("#nowhere").replaceChildren(
    ...(here
      ? []
      : server.csrf
        ? [t().noRights]
        : [`${t().noChannels} `, el("a", { href: "/admin", textContent: t().console })]),
  );
  drawChannels();
}

function drawChannels() {
  const looks = server.channels.map((c) => ({
    ...c,
    latest: 0,
    current: c.address === channel,
    unread: c.address !== channel && c.latest > (read.get(c.address) ?? c.latest),
  }));
  refresh($("#channels"), [looks, language], () => looks.map(drawChannel));
  const unread = looks.some((c) => c.unread);
  $("#elsewhere").hidden = !unread;
  const here = looks.find((c) => c.current);
  document.title = `${unread ? "● " : ""}${here ? `${here.title} · ` : ""}${t().brand}`;
}

function drawChannel({ address, title, campaign, current, unread }) {
  const button = el(
    "button",
    { type: "button" },
    el("span", { className: "name", textContent: title }),
    el("span", { className: "campaign", textContent: campaign }),
  );
  if (current) {
    button.setAttribute("aria-current", "page");
  }
  if (unread) {
    button.append(el("span", { className: "mark", role: "img", "aria-label": t().unread }));
  }
  button.addEventListener("click", () => go(address));
  return el("li", {}, button);
}

function go(address) {
  if ($("#side").matches(":popover-open")) {
    $("#side").hidePopover();
  }
  channel = address;
  memory.set("channel", address);
  notice.textContent = "";
  box.close();
  drawFrame();
  loadChannel().catch(lost);
}

$("#person").addEventListener("change", (event) => {
  person = event.target.value;
  memory.set("person", person);
  notice.textContent = "";
  box.close();
  start().catch(lost);
});

function choose(chosen) {
  memory.set("language", chosen);
  // For the pages that are made by the program.
  document.cookie = `homestretch-language=${chosen}; path=/; samesite=lax; max-age=31536000`;
  setLanguage(chosen);
  box.close();
  notice.textContent = "";
  drawFrame();
  view.messages.forEach((message) => redraw(draw(message)));
  arranged();
}

for (const button of $("#languages").children) {
  button.addEventListener("click", () => choose(button.value));
}
$("#tongue").addEventListener("click", () => choose(other()));

setLanguage(language);
start()
  .then(() => {
    // Not where a keyboard would come up over the messages.
    if (matchMedia("(pointer: fine)").matches && document.activeElement === document.body) {
      $("#line").focus();
    }
  })
  .catch(lost);
