// The console: who is here, which campaign, which page.
import { html, render, useEffect, useRef, useState } from "./kit.js";
import { all, enterHere, get, leave, readSession, session, token } from "./api.js";
import { lang, nameOf, setLanguage, setZone, t } from "./language.js";
import { keepFocus } from "./focus.js";
import { Button, Choices, Failed, Loading, Toasts, useBusy, useId } from "./ui.js";

/** Every page: its address, its names, who sees it, its module. A new page is a line here. */
const PAGES = [
  { at: "today", zh: "今天", en: "Today", group: 0 },
  { at: "verify", zh: "核定", en: "Verify", group: 0, reviewer: true },
  { at: "trend", zh: "走势", en: "Trend", group: 0 },
  { at: "import", zh: "导入", en: "Import", group: 0 },
  { at: "targets", zh: "目标值", en: "Targets", group: 1 },
  { at: "goals", zh: "指标", en: "Goals", group: 1 },
  { at: "departments", zh: "单位与组别", en: "Units and leagues", group: 1 },
  { at: "scheme", zh: "计分办法", en: "Scheme", group: 1 },
  { at: "closing", zh: "收官", en: "Closing", group: 1 },
  { at: "schedules", zh: "播报计划", en: "Schedules", group: 2 },
  { at: "channels", zh: "频道", en: "Channels", group: 2 },
  { at: "deliveries", zh: "播报记录", en: "Deliveries", group: 2 },
  { at: "calendar", zh: "日历", en: "Calendar", group: 2 },
  { at: "people", zh: "人员与邀请", en: "People", group: 3, operator: true },
  { at: "tokens", zh: "令牌", en: "Tokens", group: 3, operator: true },
  { at: "audit", zh: "审计", en: "Audit", group: 3, operator: true },
  { at: "health", zh: "运行与备份", en: "Health and backups", group: 3, operator: true },
  { at: "setup", zh: "新战役", en: "New campaign", group: 3, operator: true },
];

const groupName = (i) =>
  [t("日常", "Every day"), t("数据与规则", "Figures and rules"), t("播报", "Posts"), t("系统", "System")][i];

const mayOpen = (me, page) =>
  me.role === "administrator" ? !page.operator || me.allCampaigns : me.role === "reviewer" && page.reviewer;

/** An address that somebody cut short is still some address. */
function plain(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** `#/campaign/page?a=b` as its parts. */
function place() {
  const [path, search] = location.hash.replace(/^#\/?/, "").split("?");
  const [campaign, page] = path.split("/").map(plain);
  return { campaign: campaign || null, page: page || null, query: new URLSearchParams(search) };
}

export const linkTo = (campaign, page, query) =>
  "#/" + encodeURIComponent(campaign ?? "-") + "/" + page + (query ? "?" + query : "");

function Languages({ onChange }) {
  return html`<${Choices}
    label=${t("语言", "Language")}
    value=${lang()}
    options=${[
      ["zh-CN", html`<span lang="zh-CN">中文</span>`],
      ["en", html`<span lang="en">English</span>`],
    ]}
    onChange=${(tag) => {
      setLanguage(tag);
      onChange();
    }}
  />`;
}

/** Asks for a token once; it stays in this tab alone. */
function Gate({ error, onDone, onLanguage }) {
  const [value, setValue] = useState("");
  const [wrong, setWrong] = useState(error);
  const [busy, run] = useBusy();
  const id = useId("token");
  const here = () =>
    run(async () => {
      try {
        await enterHere();
        onDone(await get("/me"));
      } catch (e) {
        setWrong(e);
      }
    });
  const enter = (e) => {
    e.preventDefault();
    run(async () => {
      token.set(value.trim());
      try {
        onDone(await get("/me"));
      } catch (e) {
        token.forget();
        setWrong(e);
        document.getElementById(id)?.focus();
      }
    });
  };
  return html`<main className="gate">
    <form className="card" onSubmit=${enter}>
      <div className="spread">
        <div className="brand">
          <img src="/chat/icon.svg" alt="" />${t("冲刺榜 · 管理台", "Homestretch · Console")}
        </div>
        <${Languages} onChange=${onLanguage} />
      </div>
      <h1 tabindex="-1">${t("请先登录", "Log in first")}</h1>
      ${session.atTheMachine
        ? html`<${Button} primary busy=${busy} onClick=${here}>${t("以本机管理员进入", "Enter as this machine's administrator")}<//>`
        : html`<a className="button primary" href="/login?next=/admin">${t("登录", "Log in")}</a>`}
      <p className="soft small">${t("或者用令牌：", "Or with a token:")}</p>
      <div className="field">
        <label for=${id}>${t("令牌", "Token")}</label>
        <input
          id=${id}
          className="input"
          type="password"
          autocomplete="off"
          required
          value=${value}
          aria-describedby=${id + "h"}
          aria-invalid=${wrong ? "true" : undefined}
          onInput=${(e) => setValue(e.currentTarget.value)}
        />
        <span className="hint" id=${id + "h"}>
          ${t(
            "程序第一次启动时打印了一次管理员令牌（hs_…）；之后可用 homestretch token create 再建。它只留在这个标签页里。",
            "The program printed an administrator's token (hs_…) at its first start; homestretch token create makes another. It stays in this tab alone.",
          )}
        </span>
        ${wrong && html`<span className="wrong" role="alert">${wrong.message}</span>`}
      </div>
      <button type="submit" className="button" disabled=${busy}>
        ${t("用令牌进入", "Enter with the token")}
      </button>
    </form>
  </main>`;
}

/** For whom there is nothing to do here. */
const NotHere = ({ me }) =>
  html`<div className="page">
    <h1 tabindex="-1">${t("这里供管理员和核定员使用", "This is for administrators and reviewers")}</h1>
    <div className="card">
      <p>
        ${me.role === "reporter"
          ? t(
              "您是填报员：请在聊天里用 /上报、/进度 上报和查看本单位的数据。",
              "You are a reporter: report and look at your figures in the chat, by /report and /progress.",
            )
          : t(
              "您可以查看公开的榜单：请打开聊天或大屏。",
              "You may look at what is public: open the chat or the wallboard.",
            )}
      </p>
      <p>
        ${t("需要更多权限，请找管理员。", "For more, ask an administrator.")}
        ${" "}<a href="/">${t("打开聊天", "Open the chat")}</a>
      </p>
    </div>
  </div>`;

function App() {
  const [, turn] = useState(0);
  const redraw = () => turn((n) => n + 1);
  const [me, setMe] = useState(null);
  const [error, setError] = useState(null);
  const [campaigns, setCampaigns] = useState(null);
  const [at, setAt] = useState(place());
  const [module, setModule] = useState(null);
  const [open, setOpen] = useState(false);
  const [counts, setCounts] = useState({});
  const main = useRef();

  const enter = () => get("/me").then(setMe, setError);
  useEffect(() => {
    readSession().then(enter);
    const moved = () => {
      setAt(place());
      setOpen(false);
    };
    addEventListener("hashchange", moved);
    return () => removeEventListener("hashchange", moved);
  }, []);
  const readCampaigns = async () => {
    const items = await all("/campaigns");
    setCampaigns(items);
    return items;
  };
  useEffect(() => {
    if (me) readCampaigns().catch(setError);
  }, [me]);

  const campaign =
    campaigns?.find((c) => c.slug === at.campaign) ?? campaigns?.find((c) => !c.sample) ?? campaigns?.[0];
  setZone(campaign?.timezone);
  const pages = me ? PAGES.filter((p) => mayOpen(me, p)) : [];
  const first = campaigns?.length === 0 ? "setup" : pages[0]?.at;
  const page = PAGES.find((p) => p.at === (at.page ?? first)) ?? PAGES[0];
  const allowed = me && pages.includes(page);

  useEffect(() => {
    if (!allowed || !campaigns) return;
    setModule(null);
    let here = true;
    import("./page-" + page.at + ".js").then(
      (m) => here && setModule({ page: m.Page, at: page.at }),
      (e) => here && setError(e),
    );
    return () => (here = false);
  }, [page.at, allowed, campaigns === null]);

  // Who listens hears which page has come; of the first one the browser itself tells.
  const come = useRef(false);
  useEffect(() => {
    if (!module) return;
    if (come.current) main.current?.querySelector("h1")?.focus({ preventScroll: true });
    come.current = true;
  }, [module]);
  const inside = me && campaigns;
  useEffect(() => (inside ? keepFocus(main.current) : undefined), [Boolean(inside)]);
  const menu = useRef();
  const side = useRef();
  useEffect(() => {
    if (open) (side.current?.querySelector("nav a[aria-current]") ?? side.current?.querySelector("nav a"))?.focus();
  }, [open]);
  const close = () => {
    setOpen(false);
    menu.current?.focus();
  };
  useEffect(() => {
    document.title = t(page.zh, page.en) + " · " + t("管理台", "Console");
  });

  if (error?.status === 401 || (error && !me && error.status === 403)) {
    return html`<${Gate}
      error=${token.get() ? error : null}
      onLanguage=${redraw}
      onDone=${(who) => {
        setError(null);
        setMe(who);
      }}
    />`;
  }
  if (error) return html`<main className="main"><${Failed} error=${error} again=${() => location.reload()} /></main>`;
  if (!me || !campaigns) return html`<main className="main"><${Loading} /></main>`;

  const Page = module?.at === page.at ? module.page : null;
  const go = (to, query) => (location.hash = linkTo(campaign?.slug, to, query));
  return html`<a className="skip" href="#main" onClick=${(e) => {
      e.preventDefault();
      main.current.querySelector("h1")?.focus();
    }}>${t("跳到正文", "Skip to the page")}</a>
    <div className="shell">
      ${open && html`<button className="veil" aria-label=${t("关上菜单", "Close the menu")} onClick=${close}></button>`}
      <aside ref=${side} className=${"side" + (open ? " open" : "")} onKeyDown=${(e) => open && e.key === "Escape" && close()}>
        <div className="brand"><img src="/chat/icon.svg" alt="" />${t("冲刺榜", "Homestretch")}</div>
        ${campaigns.length > 0 &&
        html`<div className="field">
          <label for="campaign" className="small">${t("战役", "Campaign")}</label>
          <select
            id="campaign"
            className="input"
            value=${campaign.slug}
            onChange=${(e) => (location.hash = linkTo(e.currentTarget.value, page.at))}
          >
            ${campaigns.map(
              (c) => html`<option value=${c.slug} selected=${c.slug === campaign.slug}>${nameOf(c)}</option>`,
            )}
          </select>
        </div>`}
        <nav aria-label=${t("页面", "Pages")}>
          ${[0, 1, 2, 3].map((group) => {
            const some = pages.filter((p) => p.group === group && !p.hidden);
            return (
              some.length > 0 &&
              html`<h2>${groupName(group)}</h2>
                <ul>
                  ${some.map(
                    (p) =>
                      html`<li key=${p.at}>
                        <a href=${linkTo(campaign?.slug, p.at)} aria-current=${p === page ? "page" : undefined}>
                          ${t(p.zh, p.en)}
                          ${counts[p.at] > 0 && html`<span className="count">${counts[p.at]}</span>`}
                        </a>
                      </li>`,
                  )}
                </ul>`
            );
          })}
        </nav>
        <div className="foot">
          <${Languages} onChange=${redraw} />
          <span>${me.name}</span>
          <div className="row">
            <a href="/">${t("聊天", "Chat")}</a>
            ${campaign && html`<a href=${"/wall/" + campaign.slug}>${t("大屏", "Wall")}</a>`}
            <a href="/api/docs">API</a>
            ${(token.get() || session.person) &&
            html`<${Button} small onClick=${() => leave().then(() => location.reload())}>${t("退出", "Log out")}<//>`}
          </div>
        </div>
      </aside>
      <div>
        <header className="top">
          <button type="button" ref=${menu} className="button small" aria-expanded=${String(open)} onClick=${() => setOpen(!open)}>☰ ${t("菜单", "Menu")}</button>
          <strong>${t(page.zh, page.en)}</strong>
        </header>
        ${me.exposed &&
        html`<p className="banner" role="alert">
          ${t(
            "警告：程序对网络开放，前面没有 TLS：令牌和数据以明文传输。请在前面加 HTTPS 反向代理，并设置 http.publicUrl 与 http.trustedProxies；或把 http.host 改回 127.0.0.1。",
            "Warning: the program is open to the network without TLS in front: tokens and figures travel in clear text. Put an HTTPS proxy in front and set http.publicUrl and http.trustedProxies, or set http.host back to 127.0.0.1.",
          )}
        </p>`}
        <main className="main" id="main" ref=${main}>
          ${pages.length === 0
            ? html`<${NotHere} me=${me} />`
            : !allowed
              ? html`<div className="page">
                  <h1 tabindex="-1">${t(page.zh, page.en)}</h1>
                  <${Failed} error=${{ status: 403, message: t("这一页属于管理员。", "This page is the administrators'.") }} />
                </div>`
              : !Page
                ? html`<${Loading} />`
                : html`<div className="page">
                    <${Page}
                      key=${page.at + "/" + campaign?.slug + "/" + lang()}
                      me=${me}
                      campaign=${campaign}
                      campaigns=${campaigns}
                      reread=${readCampaigns}
                      query=${at.query}
                      go=${go}
                      count=${(n) => setCounts((c) => (c[page.at] === n ? c : { ...c, [page.at]: n }))}
                    />
                  </div>`}
        </main>
      </div>
    </div>
    <${Toasts} />`;
}

render(html`<${App} />`, document.getElementById("console"));
