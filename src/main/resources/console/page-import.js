// Import: drop files, see what was recognised, mend it, see the difference, take it in, take it back.
import { html, useRef, useState } from "./kit.js";
import { all, download, path } from "./api.js";
import { nameOf, t } from "./language.js";
import { Button, Card, Confirm, Head, Loading, Table, Tag, toast, useBusy, useLoad } from "./ui.js";
import { Field } from "./form.js";
import { EffectView } from "./effect.js";
import { reversal, send, takeBack } from "./importing.js";

const SHOWN = 200;

const TABLES = () => ({
  departments: t("单位", "units"),
  goals: t("指标", "goals"),
  targets: t("目标", "targets"),
  target_revisions: t("目标调整", "target revisions"),
  plans: t("计划", "plans"),
  reports: t("数据", "figures"),
  milestones: t("节点", "milestones"),
  adjustments: t("加减分", "points"),
  scheme: t("计分办法", "scheme"),
});

const WHAT = {
  added: ["good", ["新增", "added"]],
  changed: ["warn", ["修改", "changed"]],
  same: ["", ["不变", "same"]],
  removed: ["bad", ["去掉", "removed"]],
};

/** The cells of a row that differ. */
function Difference({ change }) {
  const names = [...new Set([...Object.keys(change.before ?? {}), ...Object.keys(change.after ?? {})])];
  return html`<span>
    ${names.map((name) => {
      const before = change.before?.[name] ?? "";
      const after = change.after?.[name] ?? "";
      if (before === after) return after === "" ? "" : html`<span className="soft">${name} ${after} </span>`;
      return html`<span>
        ${name} ${before !== "" && html`<del>${before}</del> → `}<ins>${after === "" ? "–" : after}</ins>${" "}
      </span>`;
    })}
  </span>`;
}

export function Page({ campaign }) {
  const [chosen, setChosen] = useState([]);
  const [options, setOptions] = useState({});
  const [mapping, setMapping] = useState("");
  const [result, setResult] = useState(null);
  const [error, setError] = useState(null);
  const [progress, setProgress] = useState(null);
  const [done, setDone] = useState(null);
  const [undoing, setUndoing] = useState(false);
  const [over, setOver] = useState(false);
  const [busy, run] = useBusy();
  const input = useRef();
  const goals = useLoad(() => all(path("campaigns", campaign.slug, "goals")), [campaign.slug]);
  const goalName = (code) => nameOf(goals.data?.find((g) => g.code === code)) || code;

  const named = () => {
    const files = Object.fromEntries(chosen.map((f) => [f.name, f]));
    if (mapping.trim()) files["mapping.yaml"] = new Blob([mapping], { type: "text/plain" });
    return files;
  };
  const look = (files = chosen, map = mapping) =>
    run(async () => {
      setError(null);
      setDone(null);
      setResult(null);
      try {
        const all = Object.fromEntries(files.map((f) => [f.name, f]));
        if (map.trim()) all["mapping.yaml"] = new Blob([map], { type: "text/plain" });
        const found = await send(
          campaign,
          all,
          { ...options, dryRun: "true", recognised: "true", effect: "true" },
          setProgress,
        );
        setResult(found);
        if (!map.trim()) setMapping("");
      } catch (e) {
        setError(e);
      } finally {
        setProgress(null);
      }
    });
  const take = () =>
    run(async () => {
      setError(null);
      try {
        const leagues = await all(path("campaigns", campaign.slug, "leagues"));
        const made = await send(campaign, named(), options, setProgress);
        setDone({ made, back: reversal(result.changes, leagues) });
        setResult(null);
        setChosen([]);
        setMapping("");
      } catch (e) {
        setError(e);
      } finally {
        setProgress(null);
      }
    });
  const choose = (list) => {
    const files = [...list];
    if (files.length === 0) return;
    setChosen(files);
    setMapping("");
    look(files, "");
  };
  const set = (name) => (value) => setOptions((o) => ({ ...o, [name]: value === "" || value === false ? undefined : String(value) }));

  return html`<${Head}
      title=${t("导入", "Import")}
      about=${t(
        "CSV、Excel、WPS 或 ZIP。先看清楚会改什么，再导入；导入后可以撤销。",
        "CSV, Excel, WPS or ZIP. You see what would change before anything does, and can take it back after.",
      )}
    >
      ${["reports", "targets", "departments", "goals"].map(
        (table) =>
          html`<${Button}
            small
            key=${table}
            onClick=${() => download(path("campaigns", campaign.slug, "import", "template") + "?table=" + table, table + ".xlsx").catch((e) => toast(e.message, "bad"))}
            >${t("模板：", "Template: ")}${TABLES()[table]}<//
          >`,
      )}
    <//>
    <div
      className=${"drop" + (over ? " over" : "")}
      onDragOver=${(e) => {
        e.preventDefault();
        setOver(true);
      }}
      onDragLeave=${() => setOver(false)}
      onDrop=${(e) => {
        e.preventDefault();
        setOver(false);
        choose(e.dataTransfer.files);
      }}
    >
      <p>${chosen.length > 0 ? chosen.map((f) => f.name).join(t("、", ", ")) : t("把文件拖到这里，或者", "Drop files here, or")}</p>
      <${Button} primary=${chosen.length === 0} onClick=${() => input.current.click()}>${t("选择文件", "Choose files")}<//>
      <input
        ref=${input}
        type="file"
        className="sr"
        tabindex="-1"
        multiple
        accept=".csv,.xlsx,.xls,.ods,.zip,.txt,.html"
        aria-label=${t("要导入的文件", "Files to import")}
        onChange=${(e) => {
          choose(e.currentTarget.files);
          // The same one again, once it is mended, is a change, too.
          e.currentTarget.value = "";
        }}
      />
    </div>
    ${chosen.length > 0 &&
    html`<${Card}
      title=${t("怎样读", "How it is read")}
      actions=${html`<${Button} busy=${busy} onClick=${() => look()}>${t("再看一遍", "Look again")}<//>`}
    >
      <div className="fields">
        <${Field} label=${t("没有日期列时，数据截至", "Figures as of, where no column says it")} type="date" value=${options.asOf ?? ""} onChange=${set("asOf")} />
        <${Field}
          label=${t("没有指标列时，指标是", "The goal, where no column says it")}
          type="select"
          value=${options.goal ?? ""}
          options=${[["", t("按表头", "as the header says")], ...(goals.data ?? []).map((g) => [g.code, nameOf(g)])]}
          onChange=${set("goal")}
        />
        <${Field}
          label=${t("隐藏或筛掉的行", "Hidden or filtered rows")}
          type="select"
          value=${options.hidden ?? ""}
          options=${[
            ["", t("有就停下", "stop at them")],
            ["read", t("照读", "read them")],
            ["skip", t("跳过", "skip them")],
          ]}
          onChange=${set("hidden")}
        />
        <${Field} label=${t("是各期数，累加起来", "Figures are per period: sum them up")} type="check" value=${options.cumulate === "true"} onChange=${set("cumulate")} />
      </div>
    <//>`}
    ${progress &&
    html`<div className="card" role="status">
      <div className="spread">
        <strong>${t("正在导入", "Importing")} ${progress.done ?? 0}${progress.of ? " / " + progress.of : ""}</strong>
        <${Button} danger onClick=${() => progress.cancel()}>${t("取消", "Cancel")}<//>
      </div>
      <progress aria-label=${t("进度", "Progress")} max=${progress.of || 1} value=${progress.done || 0}></progress>
    </div>`}
    ${busy && !progress && html`<${Loading} what=${t("正在读文件…", "Reading the files…")} />`}
    ${error &&
    html`<div className="note bad" role="alert">
      <p><strong>${t("这样不能导入，什么都没有改：", "It cannot be taken so; nothing was changed:")}</strong></p>
      ${(error.errors ?? []).length === 0
        ? html`<p>${error.message}</p>`
        : error.errors.slice(0, 50).map((e, i) => html`<p key=${i}>${e.field}${t("：", ": ")}“${e.value}”${t("，应为 ", ", expected ")}${e.expected}</p>`)}
      ${error.errors?.length > 50 && html`<p>${t(`还有 ${error.errors.length - 50} 处`, `and ${error.errors.length - 50} more`)}</p>`}
    </div>`}
    ${result && html`<${Result} result=${result} goalName=${goalName} mapping=${mapping} setMapping=${setMapping} look=${look} take=${take} busy=${busy} />`}
    ${done &&
    html`<div className="note" role="status">
      <p>
        <strong
          >${t(
            `已导入：新增 ${done.made.added}，修改 ${done.made.changed}，不变 ${done.made.same}。`,
            `Taken in: ${done.made.added} added, ${done.made.changed} changed, ${done.made.same} the same.`,
          )}</strong
        >
      </p>
      ${done.undone
        ? html`<p>${done.undone}</p>
            ${done.left.length > 0 &&
            html`<p>${t("留下的，以及原因：", "What stays, and why:")}</p>
              <ul>
                ${done.left.slice(0, 50).map((name) => html`<li key=${name}>${name}</li>`)}
                ${done.left.length > 50 && html`<li>${t(`还有 ${done.left.length - 50} 项`, `and ${done.left.length - 50} more`)}</li>`}
              </ul>`}`
        : html`<p><${Button} danger onClick=${() => setUndoing(true)}>${t("撤销这次导入", "Take this import back")}<//></p>`}
    </div>`}
    ${undoing &&
    html`<${Confirm}
      title=${t("撤销这次导入", "Take this import back")}
      action=${t("撤销", "Take back")}
      danger
      onClose=${() => setUndoing(false)}
      act=${async () => {
        const back = await takeBack(campaign, done.back);
        setDone({
          ...done,
          undone:
            t(
              `已撤销：撤回或更正 ${back.done} 条数据，恢复 ${back.set} 行，删除 ${back.gone} 行新增的。`,
              `Taken back: ${back.done} figures withdrawn or corrected, ${back.set} rows set as they were, ${back.gone} new rows deleted.`,
            ),
          left: back.left,
        });
        back.refused.forEach((m) => toast(m, "bad"));
      }}
    >
      <p>
        ${t(
          `会写入相反的记录：${done.back.figures.length} 条数据撤回或改回原值；记录本身都留着。`,
          `Reverse entries are written: ${done.back.figures.length} figures are withdrawn or set to what stood. What happened stays on record.`,
        )}
      </p>
    <//>`}`;
}

function Result({ result, goalName, mapping, setMapping, look, take, busy }) {
  const [only, setOnly] = useState("different");
  const [mending, setMending] = useState(false);
  const tables = TABLES();
  const rows = result.changes.filter((c) => only === "all" || c.what !== "same");
  return html`<div className="stack"><${Card} title=${t("认出了什么", "What was recognised")}>
      <${Table}
        caption=${t("认出的表", "Tables recognised")}
        rows=${result.recognised}
        columns=${[
          { title: t("文件", "File"), show: (r) => r.file + (r.sheet ? " · " + r.sheet : "") },
          { title: t("内容", "What"), show: (r) => tables[r.table] ?? r.table },
          { title: t("表头行", "Header row"), key: "header" },
          {
            title: t("列", "Columns"),
            show: (r) =>
              r.columns.map(
                (c) => html`<span className="tag" key=${c.at}>${c.header} → ${c.goal ? goalName(c.goal) : (c.column ?? c.department ?? t("不读", "not read"))}</span> `,
              ),
          },
        ]}
      />
      ${result.ignored.length > 0 && html`<p className="soft">${t("没有读：", "Not read: ")}${result.ignored.join(t("；", "; "))}</p>`}
      <div className="row">
        <${Button}
          small
          aria-expanded=${String(mending)}
          onClick=${() => {
            if (!mapping) setMapping(result.mapping ?? "");
            setMending(!mending);
          }}
          >${t("认得不对？修改对应关系", "Wrong? Mend the mapping")}<//
        >
      </div>
      ${mending &&
      html`<${Field}
          wide
          type="textarea"
          rows="12"
          spellcheck="false"
          label=${t("对应关系（mapping.yaml）", "Mapping (mapping.yaml)")}
          value=${mapping}
          onChange=${setMapping}
          hint=${t("改好后按“按此重读”。", "Then press “Read it so”.")}
        />
        <div className="row"><${Button} primary busy=${busy} onClick=${() => look(undefined, mapping)}>${t("按此重读", "Read it so")}<//></div>`}
    <//>
    ${result.warnings.length > 0 &&
    html`<${Card} title=${t(`请留意（${result.warnings.length}）`, `Look at these (${result.warnings.length})`)}>
      <ul className="items">
        ${result.warnings.map(
          (w, i) =>
            html`<li className="note warn" key=${i}>
              ${w.file}${w.line ? ":" + w.line : ""}${w.column ? " " + w.column : ""}${t("：", ": ")}${w.message} ${w.sample && html`<code>${w.sample}</code>`}
            </li>`,
        )}
      </ul>
    <//>`}
    <${Card}
      title=${t(
        `会怎样：新增 ${result.added}，修改 ${result.changed}，不变 ${result.same}`,
        `What it does: ${result.added} added, ${result.changed} changed, ${result.same} the same`,
      )}
      actions=${html`<${Button} small onClick=${() => setOnly(only === "all" ? "different" : "all")}
          >${only === "all" ? t("只看不同", "Differences only") : t("全部显示", "Show all")}<//
        >
        <${Button} primary busy=${busy} disabled=${result.added + result.changed === 0} onClick=${take}>${t("导入", "Take it in")}<//>`}
    >
      <${Table}
        caption=${t("逐行差异", "Difference row by row")}
        rows=${rows.slice(0, SHOWN)}
        keyOf=${(c) => c.file + c.line + c.what}
        empty=${t("没有不同：文件里说的都已在册。", "No difference: all of it stands already.")}
        columns=${[
          { title: t("行", "Row"), show: (c) => c.file + ":" + c.line },
          { title: "", bare: true, show: (c) => html`<${Tag} kind=${WHAT[c.what]?.[0]}>${t(...(WHAT[c.what]?.[1] ?? [c.what, c.what]))}<//>` },
          { title: t("内容", "Content"), show: (c) => html`<${Difference} change=${c} />` },
        ]}
      />
      ${rows.length > SHOWN && html`<p className="soft">${t(`只显示前 ${SHOWN} 行，共 ${rows.length} 行。`, `The first ${SHOWN} of ${rows.length} rows.`)}</p>`}
    <//>
    ${result.effect && html`<${Card} title=${t("对今天榜单的影响", "Effect on today's board")}><${EffectView} effect=${result.effect} nameOfGoal=${goalName} /><//>`}</div>`;
}
