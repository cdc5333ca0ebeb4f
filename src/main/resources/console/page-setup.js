// The first evening: five steps from nothing to the first post.
import { html, useState } from "./kit.js";
import { all, ask, get, path } from "./api.js";
import { nameOf, t } from "./language.js";
import { Button, Card, Confirm, Head, Loading, Table, toast, useBusy, useLoad } from "./ui.js";
import { Field } from "./form.js";
import { csv, files, pasted } from "./sheet.js";
import { postName } from "./words.js";

const STEPS = () => [
  t("年度和截止日", "Year and deadline"),
  t("单位", "Units"),
  t("指标", "Goals"),
  t("目标值", "First targets"),
  t("发到哪里", "Where to post"),
];

const YEAR = new Date().getFullYear();

function First({ onDone }) {
  const [draft, setDraft] = useState({
    name: t(`${YEAR} 年终冲刺`, `${YEAR} home stretch`),
    slug: "city-" + YEAR,
    start: YEAR + "-01-01",
    deadline: YEAR + "-12-31",
  });
  const [error, setError] = useState(null);
  const [busy, run] = useBusy();
  const set = (name) => (value) => setDraft({ ...draft, [name]: value });
  const save = () =>
    run(async () => {
      try {
        const made = await ask("POST", "/campaigns", { body: draft });
        onDone(made.data);
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
    </div>
    ${error && !error.errors.length && html`<p className="wrong" role="alert">${error.message}</p>`}
    <div className="row end"><${Button} primary disabled=${busy} onClick=${save}>${t("下一步", "Next")}<//></div>
  <//>`;
}

/** Codes of those who have none: stable, and fit for files and commands. */
const codeOf = (prefix, i) => prefix + String(i + 1).padStart(2, "0");

const HEADS = /^(代码|编码|code|单位|名称|name|department|指标|goal|组别|league|序号|计量单位|unit)/i;

/** The rows of a paste, without its header. */
const rowsOf = (text) => {
  const rows = pasted(text).filter((row) => row.some((cell) => cell !== ""));
  return rows.length > 0 && rows[0].every((cell) => cell === "" || HEADS.test(cell)) ? rows.slice(1) : rows;
};

/**
 * A step that takes a paste from a spreadsheet, or a file: what was understood is shown before it
 * is taken in, by a dry run of the import.
 *
 * @param read (rows) → {table, rows: [[header], …], shown: [[title], …]}
 */
function Paste({ title, about, example, file, read, campaign, onDone, columns, skip }) {
  const [text, setText] = useState("");
  const [error, setError] = useState(null);
  const [busy, run] = useBusy();
  const rows = rowsOf(text);
  const made = rows.length > 0 ? read(rows) : null;
  const send = (content, name) =>
    run(async () => {
      setError(null);
      try {
        const answer = await ask("POST", path("campaigns", campaign.slug, "import"), { form: files({ [name]: content }), once: false });
        toast(t(`已添加 ${answer.data.added} 项。`, `${answer.data.added} added.`));
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
    ${error &&
    html`<div className="note bad" role="alert">
      ${error.errors?.length ? error.errors.slice(0, 10).map((e, i) => html`<p key=${i}>${e.field}${t("：“", ": “")}${e.value}${t("”，应为 ", "”, expected ")}${e.expected}</p>`) : error.message}
    </div>`}
    <div className="row end">
      <label className="button">
        ${t("或选择文件", "Or choose a file")}
        <input
          className="sr"
          type="file"
          accept=".csv,.xlsx,.xls,.ods"
          onChange=${(e) => e.currentTarget.files[0] && send(e.currentTarget.files[0], e.currentTarget.files[0].name)}
        />
      </label>
      ${skip && html`<${Button} onClick=${onDone}>${t("以后再说", "Later")}<//>`}
      <${Button} primary disabled=${busy || !made} onClick=${() => send(csv(made), file)}>${t("下一步", "Next")}<//>
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
    example=${t("一般公共预算收入\t亿元\t20\n固定资产投资\t亿元\t20", "Budget revenue\t亿元\t20\nInvestment\t亿元\t20")}
    columns=${[
      [t("名称", "Name"), 1],
      [t("计量单位", "Unit"), 2],
      [t("权重", "Weight"), 4],
      [t("代码", "Code"), 0],
    ]}
    read=${(rows) => [
      ["code", "name", "unit", "direction", "weight"],
      ...rows.map((row, i) => [row[3] || codeOf("G", i), row[0], row[1] || t("个", "个"), "up", row[2] || "1"]),
    ]}
  />`;

function Targets({ campaign, onDone }) {
  const base = path("campaigns", campaign.slug);
  const found = useLoad(() => Promise.all([all(base + "/departments"), all(base + "/goals")]), [campaign.slug]);
  if (!found.data) return html`<${Loading} />`;
  const [departments, goals] = found.data;
  const unitOf = (text) => departments.find((d) => [d.code, d.name, d.nameEn, d.shortName].includes(text));
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
        const answer = await ask("POST", path("campaigns", campaign.slug, "import"), {
          form: files({ "targets.csv": csv([["department", "goal", "target"], ...cells]) }),
          once: false,
        });
        toast(t(`已设 ${answer.data.added} 个目标。`, `${answer.data.added} targets set.`));
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
    ${unknown.length > 0 && html`<p className="note warn">${t("没有这些单位，它们的行不读：", "There are no such units; their rows are not read: ")}${unknown.join(t("、", ", "))}</p>`}
    ${cells.length > 0 && html`<p>${t(`看懂了 ${cells.length} 个目标。`, `${cells.length} targets understood.`)}</p>`}
    ${error && html`<p className="note bad" role="alert">${error.message}</p>`}
    <div className="row end">
      <${Button} onClick=${onDone}>${t("以后再说", "Later")}<//>
      <${Button} primary disabled=${busy || cells.length === 0} onClick=${save}>${t("下一步", "Next")}<//>
    </div>
  <//>`;
}

function Where({ campaign, me, onDone }) {
  const [draft, setDraft] = useState({ platform: me.platforms[0] ?? "web", address: t("冲刺播报", "Home stretch"), at: "09:00", days: "workdays" });
  const [error, setError] = useState(null);
  const [busy, run] = useBusy();
  const set = (name) => (value) => setDraft({ ...draft, [name]: value });
  const finish = () =>
    run(async () => {
      setError(null);
      try {
        const channel = await ask("POST", "/channels", {
          body: { campaign: campaign.slug, platform: draft.platform, address: draft.address },
        });
        const schedule = await ask("POST", "/schedules", {
          body: { campaign: campaign.slug, post: "daily", at: draft.at, days: draft.days, channels: [channel.data.id] },
        });
        const sent = await ask("POST", path("schedules", schedule.data.id, "run"));
        const wrong = sent.data.items.filter((d) => !["sent", "late"].includes(d.state));
        if (wrong.length > 0) toast(wrong.map((d) => d.reason).join("; "), "bad");
        onDone(wrong.length === 0);
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
        options=${me.platforms.map((p) => [p, p === "web" ? t("内置聊天", "built-in chat") : p])}
        onChange=${set("platform")}
      />
      <${Field}
        label=${draft.platform === "web" ? t("频道名称", "Name of the channel") : t("频道 ID", "The channel's id")}
        value=${draft.address}
        error=${error?.of("address")}
        onChange=${set("address")}
      />
      <${Field} label=${t("几点", "At")} type="time" value=${draft.at} error=${error?.of("at")} onChange=${set("at")} />
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
    ${error && html`<p className="note bad" role="alert">${error.message}</p>`}
    <p className="soft">${t("完成时马上发一次，看看效果。", "The first post goes out at once, to see how it looks.")}</p>
    <div className="row end"><${Button} primary disabled=${busy} onClick=${finish}>${t("完成，发第一条", "Finish with the first post")}<//></div>
  <//>`;
}

export function Page({ me, reread, go }) {
  const [step, setStep] = useState(0);
  const [campaign, setCampaign] = useState(null);
  const next = () => setStep(step + 1);
  const leave = async () => {
    await reread();
    location.hash = "#/" + encodeURIComponent(campaign.slug) + "/today";
  };
  return html`<${Head}
      title=${t("新战役", "New campaign")}
      about=${t("五步：从空的到第一条播报。每一步之后都可以停下，以后在各页继续。", "Five steps from nothing to the first post. After each you may stop and go on later, on the pages.")}
    />
    <ol className="steps">
      ${STEPS().map((name, i) => html`<li key=${name} aria-current=${i === step ? "step" : undefined}>${name}${i < step ? " ✓" : ""}</li>`)}
    </ol>
    ${step === 0 &&
    html`<${First}
      onDone=${(made) => {
        setCampaign(made);
        next();
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
