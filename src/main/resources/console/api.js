// The public API, as any program uses it: entity tags, problems, pages of lists, keys that make a
// write happen once.
import { lang } from "./language.js";

const BASE = "/api/v1";
const TOKEN = "homestretch.token";
const TRIES = 3;

/** `/quietHours/from` is at quietHours. */
const isAt = (error, name) =>
  error.field === name || error.pointer === "/" + name || Boolean(error.pointer?.startsWith("/" + name + "/"));

/** An answer that is an error: RFC 9457, in the page's language. */
export class Failure extends Error {
  constructor(status, problem) {
    super(problem.detail || problem.title || "HTTP " + status);
    this.status = status;
    this.errors = problem.errors ?? [];
  }

  /** Somebody else changed the thing since it was read. */
  get isStale() {
    return this.status === 412;
  }

  /** What is wrong with a field of the body, or with something inside it. */
  of(...names) {
    const expected = this.errors.filter((e) => names.some((n) => isAt(e, n))).map((e) => e.expected);
    return expected.length > 0 ? [...new Set(expected)].join("; ") : undefined;
  }

  /** What is wrong with none of the fields named. */
  beside(names) {
    return this.errors.filter((e) => !names.some((n) => isAt(e, n)));
  }
}

export const token = {
  get: () => sessionStorage.getItem(TOKEN),
  set: (value) => sessionStorage.setItem(TOKEN, value),
  forget: () => sessionStorage.removeItem(TOKEN),
};

/** The session of the browser, if somebody is logged in: a write brings its word against forgery. */
export const session = { person: null, csrf: null, atTheMachine: false };

export async function readSession() {
  try {
    const answer = await fetch("/login/session", { cache: "no-store" });
    if (answer.ok) Object.assign(session, await answer.json());
  } catch {
    // The first question to the API says what is wrong.
  }
  return session;
}

/** Whoever sits at the machine itself, where nothing else is configured. */
export async function enterHere() {
  const answer = await fetch("/login/here", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: "{}",
  });
  if (!answer.ok) throw new Failure(answer.status, parse(await answer.text()));
  return Object.assign(session, await answer.json());
}

export async function leave() {
  token.forget();
  if (session.person) {
    await fetch("/logout", { method: "POST", headers: { "X-CSRF-Token": session.csrf ?? "" } }).catch(() => {});
  }
}

/** Numbers whose digits a double would change stay text. */
export const parse = (text) =>
  JSON.parse(
    text.replace(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g, (found) =>
      found.startsWith('"') || String(Number(found)) === found ? found : '"' + found + '"',
    ),
  );

/** Known to the program for 48 hours; `crypto.randomUUID` wants https, this does not. */
const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) =>
    b.toString(16).padStart(2, "0"),
  ).join("");

const wait = (ms) => new Promise((done) => setTimeout(done, ms));

/**
 * Asks the API.
 *
 * @param options body (an object, as JSON), form (FormData), text and type, etag (If-Match), once
 *     (false: no key, for what waits for files)
 * @returns {data, etag, status, location, blob}
 * @throws Failure if the answer is an error, or there is none (status 0)
 */
export async function ask(method, path, options = {}) {
  const headers = { "Accept-Language": lang() };
  const secret = token.get();
  if (secret) headers.Authorization = "Bearer " + secret;
  else if (session.csrf && method !== "GET") headers["X-CSRF-Token"] = session.csrf;
  let body;
  if (options.body !== undefined) {
    headers["Content-Type"] = "application/json";
    body = JSON.stringify(options.body);
  } else if (options.form) {
    body = options.form;
  } else if (options.text !== undefined) {
    headers["Content-Type"] = options.type;
    body = options.text;
  }
  if (options.etag) headers["If-Match"] = options.etag;
  if (method === "POST" && options.once !== false) headers["Idempotency-Key"] = newKey();
  // The same key: a write whose answer was lost does not happen twice.
  for (let tried = 1; ; tried++) {
    let answer;
    try {
      answer = await fetch(BASE + path, {
        method,
        headers,
        body,
        cache: "no-store",
        signal: options.signal,
      });
    } catch (e) {
      if (e.name === "AbortError") throw e;
      if (tried < TRIES && (method === "GET" || headers["Idempotency-Key"])) {
        await wait(300 * tried);
        continue;
      }
      throw new Failure(0, {
        detail:
          lang() === "zh-CN"
            ? "连接不上程序，请检查网络后重试"
            : "The program does not answer. Check the network and try again.",
      });
    }
    if (answer.status === 503 && tried < TRIES) {
      await wait(1000 * Math.min(3, Number(answer.headers.get("Retry-After")) || 1));
      continue;
    }
    return read(answer, options);
  }
}

async function read(answer, options) {
  const type = answer.headers.get("Content-Type") ?? "";
  if (!answer.ok) {
    const problem = type.includes("json") ? parse(await answer.text()) : {};
    throw new Failure(answer.status, problem);
  }
  const blob = options.blob ? await answer.blob() : undefined;
  const text = blob ? "" : await answer.text();
  return {
    data: text && type.includes("json") ? parse(text) : undefined,
    blob,
    etag: answer.headers.get("ETag"),
    status: answer.status,
    location: answer.headers.get("Location"),
  };
}

export const get = async (path, options) => (await ask("GET", path, options)).data;

/** Every item of a list, page by page. */
export async function all(path, most = Infinity) {
  const items = [];
  let next = null;
  do {
    const ways = [path.includes("?") ? path + "&limit=500" : path + "?limit=500"];
    if (next !== null) ways.push("cursor=" + encodeURIComponent(next));
    const page = await get(ways.join("&"));
    items.push(...page.items);
    next = page.next;
  } while (next !== null && next !== undefined && items.length < most);
  return items;
}

/** The program's day in the campaign's zone: the clock of this device may be wrong. */
export const today = async (campaign) => (await get(path("campaigns", campaign.slug, "countdown"))).on;

export const path = (...steps) => "/" + steps.map((s) => encodeURIComponent(s)).join("/");

/** `?a=1&b=2` of what is there. */
export const query = (values) => {
  const given = Object.entries(values).filter(([, v]) => v !== undefined && v !== null && v !== "");
  return given.length ? "?" + new URLSearchParams(given).toString() : "";
};

/** Hands a file over to the browser. */
export async function download(from, name) {
  const { blob } = await ask("GET", from, { blob: true });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}
