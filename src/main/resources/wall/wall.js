// The wallboard: asks for the board when its stream says that something changed, every few seconds
// while there is no stream, and turns its pages by itself.
const ASK_EVERY_MS = 5000;
const SILENT_FOR_MS = 40000;
const PAGE_FOR_MS = 12000;
const MOST_NEWS = 3;
const SHAPES = { green: "●", yellow: "▲", red: "■", grey: "○" };
const TEXTS = {
  "zh-CN": {
    title: "冲刺榜大屏",
    days: "天",
    time: "时间进度",
    done: "总体完成",
    columns: ["名次", "变动", "得分", "偏差", "单位"],
    rank: "名次",
    figure: "得分",
    completion: "完成率",
    deviation: "偏差（百分点）",
    none: "还没有公开的名次",
    held: "已停住（空格键继续）",
    at: (time) => `${time} 更新`,
    offline: (time) => `连接中断，以下是 ${time} 的数据`,
    waiting: "正在连接…",
  },
  en: {
    title: "Homestretch wallboard",
    days: "days",
    time: "Time elapsed",
    done: "Overall completion",
    columns: ["#", "±", "Score", "Dev.", "Unit"],
    rank: "Rank",
    figure: "Score",
    completion: "Completion",
    deviation: "Deviation (points)",
    none: "No ranks are public yet",
    held: "held (space goes on)",
    at: (time) => `updated ${time}`,
    offline: (time) => `no connection: this is the state of ${time}`,
    waiting: "connecting…",
  },
};

const $ = (id) => document.getElementById(id);
const query = new URLSearchParams(location.search);
const token = new URLSearchParams(location.hash.slice(1)).get("token");
const preset = ["hall", "meeting", "phone"].includes(query.get("preset"))
  ? query.get("preset")
  : matchMedia("(max-width: 700px)").matches
    ? "phone"
    : "hall";
document.body.classList.add(preset);

let board = null;
let etag = null;
let receivedAt = null;
let page = 0;
let held = false;

function texts() {
  const lang = board?.language ?? query.get("lang") ?? navigator.language;
  return lang.toLowerCase().startsWith("zh") ? TEXTS["zh-CN"] : TEXTS.en;
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  if (className) {
    made.className = className;
  }
  if (text !== undefined && text !== null) {
    made.textContent = text;
  }
  return made;
}

function light(row) {
  const shape = element("span", `light ${row.light}`, SHAPES[row.light]);
  shape.setAttribute("role", "img");
  shape.setAttribute("aria-label", row.lightText);
  return shape;
}

/** What can be turned: leagues in parts that fit, or unit by unit. */
function pages() {
  if (!board) {
    return [];
  }
  if (preset === "phone") {
    return [{ leagues: board.leagues.map((league) => ({ league, rows: league.rows, last: true })) }];
  }
  if (preset === "meeting") {
    return board.leagues.flatMap((league) => league.rows.map((row) => ({ league, row })));
  }
  const fitting = matchMedia("(orientation: portrait)").matches ? 16 : 10;
  return board.leagues.flatMap((league) => {
    const parts = [];
    for (let from = 0; from === 0 || from < league.rows.length; from += fitting) {
      const rows = league.rows.slice(from, from + fitting);
      parts.push({ leagues: [{ league, rows, last: from + fitting >= league.rows.length }] });
    }
    return parts;
  });
}

function table({ league, rows, last }) {
  const t = texts();
  const nodes = [];
  const heading = element("h2", "", league.name);
  heading.append(element("small", "", league.heading));
  nodes.push(heading);
  if (rows.length === 0) {
    nodes.push(element("p", "", t.none));
  } else {
    const whole = element("table");
    const head = whole.createTHead().insertRow();
    t.columns.forEach((name, at) => {
      if (at !== 1 || league.moves) {
        const cell = element("th", at === 4 ? "unit" : "", name);
        cell.scope = "col";
        head.append(cell);
      }
    });
    const body = whole.createTBody();
    for (const row of rows) {
      const line = body.insertRow();
      line.className = row.rank === 1 ? "first" : "";
      line.append(element("td", "rank", row.rank));
      if (league.moves) {
        line.append(element("td", "", row.movement));
      }
      line.append(element("td", "", row.figure), element("td", "", row.deviation));
      const unit = element("td", "unit");
      unit.append(light(row), ` ${row.name}`);
      line.append(unit);
    }
    nodes.push(whole);
  }
  if (last && league.banner) {
    nodes.push(element("p", "banner", `⚑ ${league.banner}`));
  }
  if (last && league.remarks.length > 0) {
    const remarks = element("ul", "remarks");
    for (const remark of league.remarks) {
      const isImproved = remark === league.improved;
      remarks.append(element("li", isImproved ? "improved" : "", (isImproved ? "⚑ " : "") + remark));
    }
    nodes.push(remarks);
  }
  return nodes;
}

function unit({ league, row }) {
  const t = texts();
  const whole = element("div", "unit-page");
  const who = element("p", "who");
  who.append(light(row), ` ${row.name}`);
  const figures = element("dl");
  const line = (name, value) => figures.append(element("dt", "", name), element("dd", "", value));
  line(t.rank, row.movement ? `${row.rank}  ${row.movement}` : row.rank);
  line(t.figure, row.figure);
  line(t.completion, row.completion);
  line(t.deviation, row.deviation);
  whole.append(element("h2", "", league.name), who, figures);
  return [whole];
}

function clockTime() {
  return receivedAt.toLocaleTimeString(board.language, {
    timeZone: board.timezone,
    hour: "2-digit",
    minute: "2-digit",
  });
}

function drawState(connected) {
  const t = texts();
  $("state").classList.toggle("stale", !connected && board !== null);
  $("state").textContent = board ? (connected ? t.at(clockTime()) : t.offline(clockTime())) : t.waiting;
}

function drawPage() {
  const all = pages();
  page = all.length === 0 ? 0 : ((page % all.length) + all.length) % all.length;
  const shown = all[page];
  const nodes = shown ? (shown.row ? unit(shown) : shown.leagues.flatMap(table)) : [];
  $("stage").replaceChildren(...nodes);
  const place = all.length > 1 ? `${page + 1} / ${all.length}` : "";
  $("pages").textContent = held ? `${place} · ${texts().held}` : place;
  fit();
}

/** Smaller letters rather than lines below the edge of a screen that nobody scrolls. */
function fit() {
  const root = document.documentElement;
  root.style.removeProperty("--row");
  if (preset === "phone") {
    return;
  }
  let row = parseFloat(getComputedStyle(root).getPropertyValue("--row"));
  const least = row / 2;
  while (row > least && (root.scrollHeight > innerHeight || root.scrollWidth > innerWidth)) {
    row *= 0.97;
    root.style.setProperty("--row", `${row}vh`);
  }
}

function draw() {
  const t = texts();
  document.body.classList.remove("waiting");
  document.documentElement.lang = board.language;
  document.title = `${board.name} · ${t.title}`;
  $("name").textContent = board.name;
  const counts = board.daysLeft > 0;
  $("number").textContent = counts ? board.daysLeft : board.toGo;
  $("number").classList.toggle("words", !counts);
  $("unit").textContent = counts ? t.days : "";
  $("left").textContent = counts ? board.left : "";
  $("working").textContent = counts ? board.working : "";
  $("time-label").textContent = t.time;
  $("time-text").textContent = board.time.text;
  $("time-fill").style.width = `${Math.min(100, board.time.percent)}%`;
  $("time-mark").style.left = `${Math.min(100, board.time.percent)}%`;
  $("done-label").textContent = t.done;
  $("done-text").textContent = board.completion.text;
  $("done-fill").style.width = `${Math.min(100, board.completion.percent ?? 0)}%`;
  $("pace").replaceChildren();
  if (board.completion.pace) {
    $("pace").append(light(board.completion), ` ${board.completion.pace}`);
  }
  $("news").replaceChildren(...(board.news ?? []).slice(0, MOST_NEWS).map((line) => element("li", "", line)));
  $("foot").textContent = [board.footer, board.rules, ...board.footnotes].filter(Boolean).join(" · ");
  drawPage();
}

function address(what) {
  return `${location.pathname.replace(/\/$/, "")}/${what}`;
}

/** The token goes in a header, where no log and no history keeps it. */
function authorised(headers) {
  return token ? { ...headers, Authorization: `Bearer ${token}` } : headers;
}

/** Who may not look any more is shown nothing, not even what was there. */
function refused(status, why) {
  if ([401, 403, 404].includes(status)) {
    board = null;
    etag = null;
    document.body.classList.add("waiting");
    $("stage").replaceChildren();
  }
  $("state").textContent = why;
  $("state").classList.add("stale");
}

/** Whether the board now shown is the one of now. */
async function ask() {
  try {
    const lang = query.get("lang");
    const answer = await fetch(address("board") + (lang ? `?lang=${encodeURIComponent(lang)}` : ""), {
      headers: authorised(etag ? { "If-None-Match": etag } : {}),
      cache: "no-store",
      signal: AbortSignal.timeout(10000),
    });
    if (answer.status !== 304) {
      const json = await answer.json();
      if (!answer.ok) {
        refused(answer.status, json.detail ?? String(answer.status));
        return false;
      }
      board = json;
      etag = answer.headers.get("ETag");
      receivedAt = new Date();
      draw();
    }
    receivedAt = new Date();
    drawState(true);
    return true;
  } catch {
    drawState(false);
    return false;
  }
}

/** The stream of now. */
let stream = null;

/** As long as it lasts, a stream tells when to ask. EventSource could not send the token. */
async function listen() {
  const silence = new AbortController();
  stream = silence;
  let timer = setTimeout(() => silence.abort(), SILENT_FOR_MS);
  try {
    const answer = await fetch(address("events"), {
      headers: authorised({ Accept: "text/event-stream" }),
      cache: "no-store",
      signal: silence.signal,
    });
    if (!answer.ok || !answer.headers.get("Content-Type").startsWith("text/event-stream")) {
      return;
    }
    const lines = answer.body.pipeThrough(new TextDecoderStream()).getReader();
    let rest = "";
    for (let part = await lines.read(); !part.done; part = await lines.read()) {
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), SILENT_FOR_MS);
      const events = (rest + part.value).split("\n");
      rest = events.pop();
      const names = events.filter((line) => line.startsWith("event:")).map((line) => line.slice(6).trim());
      if (names.includes("changed")) {
        while (!(await ask())) {
          if (!board) {
            return;
          }
          await pause();
        }
      } else if (names.includes("same") && board) {
        receivedAt = new Date();
        drawState(true);
      }
    }
  } catch {
    // Broken off: what follows finds out whether anybody is there.
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
}

const pause = () => new Promise((after) => setTimeout(after, ASK_EVERY_MS));

async function live() {
  for (;;) {
    if (await ask()) {
      if (!document.hidden) {
        await listen();
      }
      await ask();
    }
    await pause();
  }
}

setInterval(() => {
  if (!held && board) {
    page += 1;
    drawPage();
  }
}, PAGE_FOR_MS);
addEventListener("resize", fit);

addEventListener("keydown", (event) => {
  if (event.key === " ") {
    held = !held;
  } else if (event.key === "ArrowRight" || event.key === "PageDown") {
    page += 1;
  } else if (event.key === "ArrowLeft" || event.key === "PageUp") {
    page -= 1;
  } else {
    return;
  }
  event.preventDefault();
  drawPage();
});
addEventListener("resize", drawPage);
// A browser holds six connections to a server, streams included, also of pages that were left and are
// kept for the way back: out of sight a wall lets go of its stream, or a seventh page would never load.
document.addEventListener("visibilitychange", () => document.hidden && stream?.abort());
drawState(false);
live();
