// The page's language, and how days, times and figures are shown in it.

const KEY = "language";

/** As chosen in this tab, in another, or at the log-in. */
function remembered() {
  try {
    return sessionStorage.getItem(KEY) ?? localStorage.getItem(KEY) ?? atLogin();
  } catch {
    return atLogin();
  }
}

const atLogin = () => /homestretch-language=(zh-CN|en)/.exec(document.cookie)?.[1] ?? null;

const wanted = remembered() ?? (navigator.languages ?? [navigator.language])[0] ?? "zh-CN";
let language = wanted.toLowerCase().startsWith("zh") ? "zh-CN" : "en";
document.documentElement.lang = language;

export const lang = () => language;

/** A text in both languages; the page's is taken. */
export const t = (zh, en) => (language === "zh-CN" ? zh : en);

/** A number of things in English: 1 unit, 2 units. */
export const many = (n, one, more = one + "s") => n + " " + (n === 1 ? one : more);

/** Names as the API has them: `name` in Chinese, `nameEn` in English. */
export const nameOf = (thing) =>
  thing ? (language === "zh-CN" ? thing.name : thing.nameEn || thing.name) : "";

/** A text of the API with both languages. */
export const said = (text) => (text ? (language === "zh-CN" ? text.zh : text.en) : "");

export function setLanguage(tag) {
  language = tag;
  document.documentElement.lang = tag;
  document.cookie = "homestretch-language=" + tag + "; path=/; samesite=lax; max-age=31536000";
  try {
    sessionStorage.setItem(KEY, tag);
    localStorage.setItem(KEY, tag);
  } catch {
    // Asked again the next time.
  }
}

let zone;

/** The campaign's zone: every time on the page is of it. */
export function setZone(id) {
  zone = id || undefined;
}

export const zoneName = () => zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;

const format = (instant, options) =>
  new Intl.DateTimeFormat(language, { timeZone: zone, hourCycle: "h23", ...options }).format(
    new Date(instant),
  );

/** An instant as day and time in the campaign's zone. */
export const time = (instant) =>
  instant
    ? format(instant, {
        month: "numeric",
        day: "numeric",
        weekday: "short",
        hour: "2-digit",
        minute: "2-digit",
      })
    : "";

export const clock = (instant) => format(instant, { hour: "2-digit", minute: "2-digit" });

/** With year and seconds, for what must be exact. */
export const exactTime = (instant) =>
  instant
    ? format(instant, {
        year: "numeric",
        month: "2-digit",
        day: "2-digit",
        hour: "2-digit",
        minute: "2-digit",
        second: "2-digit",
      })
    : "";

/** The date (2026-11-26) of an instant in the campaign's zone. */
export const dateOf = (instant) =>
  new Intl.DateTimeFormat("sv-SE", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  }).format(new Date(instant));

/** Days after a date. */
export const plusDays = (date, days) => {
  const day = new Date(date + "T00:00:00Z");
  day.setUTCDate(day.getUTCDate() + days);
  return day.toISOString().slice(0, 10);
};

/** The instant at which a day ends in the campaign's zone. */
export function endOfDay(date) {
  const midnight = Date.parse(plusDays(date, 1) + "T00:00:00Z");
  const there = new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "medium" }).format(midnight);
  return new Date(2 * midnight - Date.parse(there.replace(" ", "T") + "Z")).toISOString();
}

/** A figure with its digits, grouped for the eye; what is not known is a dash. */
export function figure(value) {
  if (value === null || value === undefined || value === "") return "–";
  const [whole, part] = String(value).split(".");
  const grouped = /^-?\d+$/.test(whole) ? whole.replace(/\B(?=(\d{3})+$)/g, ",") : whole;
  return part === undefined ? grouped : grouped + "." + part;
}

export const percent = (value) =>
  value === null || value === undefined ? "–" : Number(value).toFixed(2) + "%";

export const list = (items) =>
  new Intl.ListFormat(language, { style: "long", type: "unit" }).format(items);
