// The first evening: five steps from nothing to the first post.
import { html, useEffect, useRef, useState } from "./kit.js";
import { all, ask, path } from "./api.js";
import { lang, nameOf, t } from "./language.js";
import { Button, Card, Head, Loaded, Table, toast, useBusy, useLoad } from "./ui.js";
import { Field, Wrong } from "./form.js";
import { inWords, send } from "./importing.js";
import { csv, pasted } from "./sheet.js";
import { LOCALES } from "./words.js";

const STEPS = () => [
  t("年度和截止日", "Year and deadline"),
  t("单位", "Units"),
  t("指标", "Goals"),
  t("目标值", "First targets"),
  t("发到哪里", "Where to post"),
];

function First({ year, onDone }) {
  const [draft, setDraft] = useState({
    name: t(`${year} 年终冲刺`, `${year} home stretch`),
    slug: "city-" + year,
    start: year + "-01-01",
    deadline: year + "-12-31",
    locale: lang(),
  });
  const [error, setError] = useState(null);
  const [busy, run] = useBusy();
  const set = (name) => (value) => setDraft({ ...draft, [name]: value });
  const save = () =>
    run(async () => {
      try {
        const made = await ask("POST", "/campaigns", { body: draft });
        await onDone(made.data);
      } catch (e) {
        setError(e);
      }
    });
  return html`<${Card} title=${t("1. 哪一年、到哪天截止", "1. Which year, until when")}>
    <div className="fields">
      <${Field} label=${t("名称", "Name")} value=${draft.name} error=${error?.of("name")} onChange=${set("name")} />
      <${Field}
        label=${t("网址里的名字", "Name in addresses")}
        value=${draft.slug}
        error=${error?.of("slug")}
        onChange=${set("slug")}
        hint=${t("小写字母、数字、短横线", "small letters, digits, hyphens")}
      />
      <${Field} label=${t("开始", "Start")} type="date" value=${draft.start} error=${error?.of("start")} onChange=${set("start")} />
      <${Field} label=${t("截止日", "Deadline")} type="date" value=${draft.deadline} error=${error?.of("deadline")} onChange=${set("deadline")} />
      <${Field} label=${t("播报用的语言", "Language of its posts")} type="select" options=${LOCALES} value=${draft.locale} error=${error?.of("locale")} onChange=${set("locale")} />
    </div>
    ${error && html`<${Wrong} error=${error} fields=${Object.keys(draft)} />`}
    <div className="row end"><${Button} primary busy=${busy} onClick=${save}>${t("下一步", "Next")}<//></div>
  <//>`;
}

/** Codes of those who have none: stable, and fit for files and commands. */
const codeOf = (prefix, i) => prefix + String(i + 1).padStart(2, "0");

const HEADS =
  /^(序号|no\.?|#|代码|编码|code|(考核)?(单位|指标|部门|地区)(名称)?|名称|name|department|goal|组别|分组|league|计量单位|unit( of measure)?|权重|weight)([(（].*)?$/i;
const NUMBERS = /^(序号|no\.?|#)$/i;

/** The rows of a paste, without its header and the column that only counts them. */
const rowsOf = (text) => {
  const rows = pasted(text).filter((row) => row.some((cell) => cell !== ""));
  if (rows.length === 0 || !rows[0].every((cell) => cell === "" || HEADS.test(cell))) return rows;
  return rows.slice(1).map((row) => (NUMBERS.test(rows[0][0]) ? row.slice(1) : row));
};

/** What was taken in and could be wrong stays until it is seen. */
const warn = ({ warnings }) =>
  warnings.slice(0, 3).forEach((w) => toast((w.line ? w.line + t("：", ": ") : "") + w.message + (w.sample ? " " + w.sample : ""), "bad"));

/**
 * A step that takes a paste from a spreadsheet, or a file: what was understood is shown before it
 * is taken in, by a dry run of the import.
 *
 * @param read (rows) → {table, rows: [[header], …], shown: [[title], …]}
 */
function Paste({ title, about, example, file, read, campaign, onDone, columns }) {
  const [text, setText] = useState("");
  const [error, setError] = useState(null);
  const [busy, run] = useBusy();
  const rows = rowsOf(text);
  const made = rows.length > 0 ? read(rows) : null;
  const names = made ? made.slice(1).map((row) => row[1]) : [];
  const twice = [...new Set(names.filter((name, i) => names.indexOf(name) !== i))];
  const take = (content, name) =>
    run(async () => {
      setError(null);
      try {
        const result = await send(campaign, { [name]: content }, {});
        toast(t(`已添加 ${result.added} 项。`, `${result.added} added.`));
        warn(result);
        onDone();
      } catch (e) {
        setError(e);
      }
    });
  return html`<${Card} title=${title}>
    <p>${about}</p>
    <${Field}
      wide
      type="textarea"
      rows="7"
      label=${t("从表格粘贴", "Paste from a spreadsheet")}
      placeholder=${example}
      value=${text}
      onChange=${setText}
    />
    ${made &&
    html`<${Table}
      caption=${t("看懂了这些", "This was understood")}
      rows=${made.slice(1)}
      columns=${columns.map(([title, i]) => ({ title, show: (row) => row[i] }))}
    />`}
    ${twice.length > 0 && html`<p className="note bad" role="alert">${t("这些名称出现了不止一次，请区分开：", "These names stand here more than once; tell them apart: ")}${twice.join(t("、", ", "))}</p>`}
    ${error && html`<div className="note bad" role="alert">${inWords(error).map((line) => html`<p key=${line}>${line}</p>`)}</div>`}
    <div className="row end">
      <label className="button">
        ${t("或选择文件", "Or choose a file")}
        <input
          className="sr"
          type="file"
          accept=".csv,.xlsx,.xls,.ods"
          onChange=${(e) => {
            const [file] = e.currentTarget.files;
            // The same one again, once it is mended, is a change, too.
            e.currentTarget.value = "";
            if (file) take(file, file.name);
          }}
        />
      </label>
      <${Button} onClick=${onDone}>${t("以后再说", "Later")}<//>
      <${Button} primary busy=${busy} disabled=${!made || twice.length > 0} onClick=${() => take(csv(made), file)}>${t("下一步", "Next")}<//>
    </div>
  <//>`;
}

const Units = ({ campaign, onDone }) =>
  html`<${Paste}
    campaign=${campaign}
    onDone=${onDone}
    file="departments.csv"
    title=${t("2. 有哪些单位", "2. Which units")}
    about=${t("每行一个单位：名称，组别（可选），代码（可选）。同组的单位互相排名。", "One unit a row: name, league (optional), code (optional). Units are ranked inside their league.")}
    example=${t("临江区\t区县\n高北区\t区县\n市财政局\t部门", "Linjiang\tDistricts\nGaobei\tDistricts\nFinance Bureau\tBureaus")}
    columns=${[
      [t("名称", "Name"), 1],
      [t("组别", "League"), 2],
      [t("代码", "Code"), 0],
    ]}
    read=${(rows) => [
      ["code", "name", "league"],
      ...rows.map((row, i) => [row[2] || codeOf("U", i), row[0], row[1] || t("全部单位", "All units")]),
    ]}
  />`;

const Goals = ({ campaign, onDone }) =>
  html`<${Paste}
    campaign=${campaign}
    onDone=${onDone}
    file="goals.csv"
    title=${t("3. 考核哪些指标", "3. Which goals")}
    about=${t("每行一个指标：名称，计量单位，权重（可选），代码（可选）。越低越好的，以后在“指标”页改。", "One goal a row: name, unit of measure, weight (optional), code (optional). Where less is better, change it later under Goals.")}
    example=${t("一般公共预算收入\t亿元\t20\n固定资产投资\t亿元\t20", "Budget revenue\tbillion yuan\t20\nNew companies\tcompanies\t20")}
    columns=${[
      [t("名称", "Name"), 1],
      [t("计量单位", "Unit"), 2],
      [t("权重", "Weight"), 4],
      [t("代码", "Code"), 0],
    ]}
    read=${(rows) => [
      ["code", "name", "unit", "direction", "weight"],
      ...rows.map((row, i) => [row[3] || codeOf("G", i), row[0], row[1] || t("个", "items"), "up", row[2] || "1"]),
    ]}
  />`;

function Targets({ campaign, onDone }) {
  const base = path("campaigns", campaign.slug);
  const found = useLoad(() => Promise.all([all(base + "/departments"), all(base + "/goals")]), [campaign.slug]);
  if (!found.data) return html`<${Loaded} from=${found}>${() => null}<//>`;
  const [departments, goals] = found.data;
  // Of several that share a name none is meant: their codes tell them apart.
  const unitOf = (text) => {
    const meant = departments.filter((d) => [d.code, d.name, d.nameEn, d.shortName].includes(text));
    return meant.length === 1 ? meant[0] : (meant.find((d) => d.code === text) ?? null);
  };
  const wide = (text) => {
    const all = pasted(text).filter((row) => row.some(Boolean));
    const head = all[0] ?? [];
    const order = head.slice(1).map((cell) => goals.find((g) => [g.code, g.name, g.nameEn].includes(cell)));
    return order.length > 0 && order.every(Boolean) ? { order, rows: all.slice(1) } : { order: goals, rows: all };
  };
  return html`<${WideTargets} campaign=${campaign} onDone=${onDone} departments=${departments} goals=${goals} unitOf=${unitOf} wide=${wide} />`;
}

function WideTargets({ campaign, onDone, departments, goals, unitOf, wide }) {
  const [text, setText] = useState("");
  const [error, setError] = useState(null);
  const [busy, run] = useBusy();
  useEffect(begin, []);
  const { order, rows } = wide(text);
  const unknown = text.trim() ? rows.filter((row) => !unitOf(row[0])).map((row) => row[0]) : [];
  const cells = rows.flatMap((row) => {
    const unit = unitOf(row[0]);
    return unit ? order.map((goal, i) => [unit.code, goal.code, row[i + 1]]).filter((c) => c[2]) : [];
  });
  const save = () =>
    run(async () => {
      setError(null);
      try {
        const result = await send(campaign, { "targets.csv": csv([["department", "goal", "target"], ...cells]) }, {});
        toast(t(`已设 ${result.added} 个目标。`, `${result.added} targets set.`));
        warn(result);
        onDone();
      } catch (e) {
        setError(e);
      }
    });
  return html`<${Card} title=${t("4. 年度目标值", "4. Targets of the year")}>
    <p>
      ${t("每行一个单位，各指标一列，次序为：", "One unit a row, a column for each goal, in this order: ")}
      <strong>${goals.map(nameOf).join(t("、", ", "))}</strong>
    </p>
    <${Field}
      wide
      type="textarea"
      rows="7"
      label=${t("从表格粘贴", "Paste from a spreadsheet")}
      placeholder=${departments
        .slice(0, 2)
        .map((d) => [nameOf(d), ...goals.map(() => "100")].join("\t"))
        .join("\n")}
      value=${text}
      onChange=${setText}
    />
    ${unknown.length > 0 && html`<p className="note warn">${t("没有这些单位（或几个单位同名，请用代码），它们的行不读：", "There are no such units, or several of that name (use their codes); their rows are not read: ")}${unknown.join(t("、", ", "))}</p>`}
    ${cells.length > 0 && html`<p>${t(`看懂了 ${cells.length} 个目标。`, `${cells.length} targets understood.`)}</p>`}
    ${error && html`<div className="note bad" role="alert">${inWords(error).map((line) => html`<p key=${line}>${line}</p>`)}</div>`}
    <div className="row end">
      <${Button} onClick=${onDone}>${t("以后再说", "Later")}<//>
      <${Button} primary busy=${busy} disabled=${cells.length === 0} onClick=${save}>${t("下一步", "Next")}<//>
    </div>
  <//>`;
}

/** The campaign's channel of this address: registered by an earlier try, or now. */
async function channelOf(campaign, { platform, address }) {
  const there = (await all("/channels")).find(
    (c) => c.campaign === campaign.slug && c.platform === platform && c.address === address.trim(),
  );
  return there?.id ?? (await ask("POST", "/channels", { body: { campaign: campaign.slug, platform, address } })).data.id;
}

/** The daily post to this channel: of an earlier try, set as it is wanted now, or a new one. */
async function scheduleOf(campaign, { at, days }, channel, made) {
  const wanted = { at, days, channels: [channel] };
  const there = (await all("/schedules")).find(
    (s) =>
      s.campaign === campaign.slug && s.post === "daily" && (s.id === made?.schedule || (s.channels.length === 1 && s.channels[0] === channel)),
  );
  if (!there) return (await ask("POST", "/schedules", { body: { campaign: campaign.slug, post: "daily", ...wanted } })).data.id;
  const { etag } = await ask("GET", path("schedules", there.id));
  await ask("PUT", path("schedules", there.id), { body: wanted, etag });
  return there.id;
}

/** A channel whose address was wrong goes; if it cannot, that is said. */
async function drop(channel) {
  try {
    const { etag } = await ask("GET", path("channels", channel));
    await ask("DELETE", path("channels", channel), { etag });
  } catch (e) {
    toast(t("先前登记的频道还在：", "The channel registered before is still there: ") + e.message, "bad");
  }
}

function Where({ campaign, me, onDone }) {
  const made = useRef(null);
  const [draft, setDraft] = useState({ platform: me.platforms[0] ?? "web", address: t("冲刺播报", "Home stretch"), at: "09:00", days: "workdays" });
  const [error, setError] = useState(null);
  const [busy, run] = useBusy();
  const set = (name) => (value) => setDraft({ ...draft, [name]: value });
  const finish = () =>
    run(async () => {
      setError(null);
      try {
        const channel = await channelOf(campaign, draft);
        const schedule = await scheduleOf(campaign, draft, channel, made.current);
        if (made.current && made.current.channel !== channel) await drop(made.current.channel);
        made.current = { channel, schedule };
        const sent = await ask("POST", path("schedules", schedule, "run"));
        const wrong = sent.data.items.filter((d) => !["sent", "late"].includes(d.state));
        if (wrong.length > 0) {
          setError({ message: t("第一条没有发出：", "The first post did not go out: ") + wrong.map((d) => d.reason).join("; ") });
          return;
        }
        onDone();
      } catch (e) {
        setError(e);
      }
    });
  return html`<${Card} title=${t("5. 发到哪里、每天几点", "5. Where to post, and when")}>
    <div className="fields">
      <${Field}
        label=${t("平台", "Platform")}
        type="select"
        value=${draft.platform}
        error=${error?.of?.("platform")}
        options=${me.platforms.map((p) => [p, p === "web" ? t("内置聊天", "built-in chat") : p])}
        onChange=${set("platform")}
      />
      <${Field}
        label=${draft.platform === "web" ? t("频道名称", "Name of the channel") : t("频道 ID", "The channel's id")}
        value=${draft.address}
        error=${error?.of?.("address")}
        onChange=${set("address")}
      />
      <${Field} label=${t("几点", "At")} type="time" value=${draft.at} error=${error?.of?.("at")} onChange=${set("at")} />
      <${Field}
        label=${t("哪些天", "On")}
        type="select"
        value=${draft.days}
        options=${[
          ["workdays", t("工作日", "working days")],
          ["all", t("每天", "every day")],
        ]}
        onChange=${set("days")}
      />
    </div>
    ${error && html`<${Wrong} error=${error} fields=${Object.keys(draft)} />`}
    <p className="soft">${t("完成时马上发一次，看看效果。", "The first post goes out at once, to see how it looks.")}</p>
    <div className="row end"><${Button} primary busy=${busy} onClick=${finish}>${t("完成，发第一条", "Finish with the first post")}<//></div>
  <//>`;
}

/** Who listens, or goes by keyboard, is at the step that has come. */
const begin = () => document.querySelector("#main .card h2")?.focus();

/** The step stands in the address: a page that is loaded again, or left, goes on there. */
const stepTo = (slug, step) => "#/" + encodeURIComponent(slug) + "/setup?step=" + step;

export function Page({ me, campaign, reread, query }) {
  const wanted = Number(query.get("step") ?? 1) - 1;
  const step = campaign && wanted > 0 && wanted <= STEPS().length ? wanted : 0;
  const next = () => (location.hash = stepTo(campaign.slug, step + 2));
  const leave = () => (location.hash = "#/" + encodeURIComponent(campaign.slug) + "/today");
  useEffect(() => {
    // The page of somebody without campaigns is this one, also once there is one.
    if (!location.hash) location.replace("#/-/setup");
  }, []);
  useEffect(() => {
    if (step > 0) begin();
  }, [step]);
  return html`<${Head}
      title=${t("新战役", "New campaign")}
      about=${t("五步：从空的到第一条播报。每一步之后都可以停下，以后在各页继续。", "Five steps from nothing to the first post. After each you may stop and go on later, on the pages.")}
    />
    <ol className="steps">
      ${STEPS().map((name, i) => html`<li key=${name} aria-current=${i === step ? "step" : undefined}>${name}${i < step ? " ✓" : ""}</li>`)}
    </ol>
    ${step === 0 &&
    html`<${First}
      year=${me.today.slice(0, 4)}
      onDone=${async (made) => {
        await reread();
        location.hash = stepTo(made.slug, 2);
      }}
    />`}
    ${step === 1 && html`<${Units} key="units" campaign=${campaign} onDone=${next} />`}
    ${step === 2 && html`<${Goals} key="goals" campaign=${campaign} onDone=${next} />`}
    ${step === 3 && html`<${Targets} campaign=${campaign} onDone=${next} />`}
    ${step === 4 && html`<${Where} campaign=${campaign} me=${me} onDone=${next} />`}
    ${step === 5 &&
    html`<${Card} title=${t("好了", "Done")}>
      <p>${t("第一条播报已经发出。接下来：给各单位加上报人，或发邀请链接。", "The first post stands. Next: say who reports for each unit, or send invitations.")}</p>
      <div className="row">
        <a className="button" href="/">${t("看聊天里的播报", "See it in the chat")}</a>
        <${Button} primary onClick=${leave}>${t("去“今天”", "Go to Today")}<//>
      </div>
    <//>`}`;
}
