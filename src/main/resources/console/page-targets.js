// Targets of every unit on every goal: a grid that takes a paste, and says what it would do.
import { html, useMemo, useRef, useState } from "./kit.js";
import { all, path, today } from "./api.js";
import { figure, many, nameOf, t } from "./language.js";
import { Button, Dialog, Empty, Head, Loaded, toast, useBusy, useLoad } from "./ui.js";
import { Field } from "./form.js";
import { Grid } from "./grid.js";
import { EffectView } from "./effect.js";
import { inWords, send } from "./importing.js";
import { csv, plainNumber, sameAmount } from "./sheet.js";

/** The target that counts on a day: of the latest from, then the latest version. */
function present(targets, day) {
  const found = new Map();
  for (const each of targets) {
    const key = each.department + "|" + each.goal;
    const before = found.get(key);
    const later =
      !before ||
      (each.from <= day && (before.from > day || each.from > before.from || (each.from === before.from && each.version > before.version)));
    if (later) found.set(key, each);
  }
  return found;
}

async function read(campaign) {
  const base = path("campaigns", campaign.slug);
  const [day, departments, goals, targets] = await Promise.all([
    today(campaign),
    all(base + "/departments"),
    all(base + "/goals"),
    all(base + "/targets"),
  ]);
  return { departments, goals: goals.filter((g) => g.kind !== "milestones"), targets: present(targets, day) };
}

export function Page({ campaign, go }) {
  const found = useLoad(() => read(campaign), [campaign.slug]);
  return html`<${Head}
      title=${t("目标值", "Targets")}
      about=${t(
        "从表格里复制一块数据，点中左上角的格子后粘贴；也可以直接输入。保存前会先说明对今天榜单的影响。",
        "Copy a block from a spreadsheet, click the cell at its top left and paste, or type. Before anything is saved you see what it does to today's board.",
      )}
    >
      <${Button} onClick=${() => go("goals")}>${t("指标", "Goals")}<//>
    <//>
    <${Loaded} from=${found}>
      ${(data) =>
        data.departments.length === 0 || data.goals.length === 0
          ? html`<div className="card"><${Empty}>${t("先添加单位和指标。", "Add units and goals first.")}<//></div>`
          : html`<${Sheet} data=${data} campaign=${campaign} reload=${found.reload} />`}
    <//>`;
}

function Sheet({ data, campaign, reload }) {
  const [edits, setEdits] = useState(() => new Map());
  const [from, setFrom] = useState("");
  const [shown, setShown] = useState(null);
  const [busy, run] = useBusy();
  const past = useRef([]);
  const rows = useMemo(() => data.departments.map((d) => ({ key: d.code, name: nameOf(d) })), [data]);
  const columns = useMemo(
    () => data.goals.map((g) => ({ key: g.code, name: nameOf(g), unit: t(g.unit, g.unitEn || g.unit) })),
    [data],
  );
  const stands = (key) => data.targets.get(key)?.target;
  const value = (row, column) => stands(row.key + "|" + column.key);
  const bad = [...edits.values()].filter((text) => plainNumber(text) === null).length;

  const change = (changes) => {
    past.current = [...past.current.slice(-49), edits];
    setEdits((before) => {
      const next = new Map(before);
      for (const [key, text] of changes) {
        const plain = text === null ? null : plainNumber(text);
        if (text === null || text === "" || (plain !== null && sameAmount(plain, stands(key)))) next.delete(key);
        else next.set(key, plain ?? text);
      }
      return next;
    });
  };
  const undo = () => past.current.length && setEdits(past.current.pop());

  const table = (edits) => {
    const dated = from !== "";
    return csv([
      dated ? ["department", "goal", "target", "from"] : ["department", "goal", "target"],
      ...[...edits].map(([key, text]) => [...key.split("|"), text, ...(dated ? [from] : [])]),
    ]);
  };
  const preview = (edits) =>
    run(async () => {
      try {
        const result = await send(campaign, { "targets.csv": table(edits) }, { dryRun: "true", effect: "true" });
        // What somebody else saved since the grid was read.
        const overtaken = result.changes.filter((c) => {
          const key = (c.after?.department ?? c.before?.department) + "|" + (c.after?.goal ?? c.before?.goal);
          return c.what === "changed" && from === "" && stands(key) !== undefined && !sameAmount(c.before?.target, stands(key));
        });
        setShown({ result, overtaken });
      } catch (e) {
        toast(inWords(e).join("; "), "bad");
      }
    });
  const save = () =>
    run(async () => {
      try {
        const result = await send(campaign, { "targets.csv": table(edits) }, {});
        toast(
          t(
            `已保存：新增 ${result.added}，修改 ${result.changed}。`,
            `Saved: ${result.added} added, ${result.changed} changed.`,
          ),
        );
        setShown(null);
        setEdits(new Map());
        past.current = [];
        reload();
      } catch (e) {
        toast(inWords(e).join("; "), "bad");
      }
    });
  const goalName = (code) => nameOf(data.goals.find((g) => g.code === code)) || code;

  return html`<div className="stack">
    <div className="spread">
      <p aria-live="polite">
        ${edits.size === 0
          ? t(`${rows.length} 个单位 × ${columns.length} 个指标`, `${rows.length} units × ${columns.length} goals`)
          : t(`改了 ${edits.size} 格，还没有保存`, `${many(edits.size, "cell")} changed, not saved yet`)}
        ${bad > 0 && html` <span className="wrong">${t(`${bad} 格不是数`, `${bad} are no figures`)}</span>`}
      </p>
      <div className="row">
        <${Button} disabled=${past.current.length === 0} onClick=${undo}>${t("撤销一步", "Undo a step")}<//>
        <${Button} disabled=${edits.size === 0} onClick=${() => (past.current.push(edits), setEdits(new Map()))}
          >${t("放弃修改", "Drop changes")}<//
        >
        <${Button} primary busy=${busy} disabled=${edits.size === 0 || bad > 0} onClick=${() => preview(edits)}
          >${t("看影响并保存", "See effect, then save")}<//
        >
      </div>
    </div>
    <${Grid}
      rows=${rows}
      columns=${columns}
      value=${value}
      edits=${edits}
      wrong=${(text) => plainNumber(text) === null}
      change=${change}
      label=${t("目标值，方向键移动，回车修改", "Targets; arrow keys move, Enter edits")}
    />
    <div className="fields">
      <${Field}
        label=${t("从哪天起（可不填）", "From which day (may be empty)")}
        type="date"
        value=${from}
        onChange=${setFrom}
        hint=${t(
          "不填：一直如此（更正）；填了：从那天起调整，以前的榜单不变。",
          "Empty: it has always been so (a correction). A day: a revision from then on; boards before stay.",
        )}
      />
    </div>
    ${shown &&
    html`<${Dialog}
      large
      title=${t("保存前看一看", "Before it is saved")}
      onClose=${() => setShown(null)}
      actions=${html`<${Button} onClick=${() => setShown(null)}>${t("再改改", "Back")}<//>
        <${Button} primary busy=${busy} onClick=${save}
          >${t(`保存 ${edits.size} 格`, `Save ${many(edits.size, "cell")}`)}<//
        >`}
    >
      ${shown.overtaken.length > 0 &&
      html`<div className="note warn" role="alert">
        <p>
          <strong>${t("打开之后，别人改过这些目标：", "Since you opened this, somebody else changed these:")}</strong>
        </p>
        ${shown.overtaken.map(
          (c) =>
            html`<p key=${c.line}>
              ${c.after.department} · ${goalName(c.after.goal)}${t("：原来 ", ": was ")}${figure(stands(c.after.department + "|" + c.after.goal))}${t("，对方改为 ", ", theirs ")}${figure(c.before.target)}${t("，您的 ", ", yours ")}${figure(c.after.target)}
              ${" "}<${Button}
                small
                onClick=${() => {
                  const key = c.after.department + "|" + c.after.goal;
                  const rest = new Map([...edits].filter(([k]) => k !== key));
                  change([[key, null]]);
                  // What is left has another effect; where nothing is, theirs is what stands.
                  if (rest.size > 0) {
                    preview(rest);
                  } else {
                    setShown(null);
                    reload();
                  }
                }}
                >${t("用对方的", "Take theirs")}<//
              >
            </p>`,
        )}
      </div>`}
      <p>
        ${t(
          `新增 ${shown.result.added} 个目标，修改 ${shown.result.changed} 个，${shown.result.same} 个不变。`,
          `${shown.result.added} targets added, ${shown.result.changed} changed, ${shown.result.same} the same.`,
        )}
      </p>
      ${shown.result.warnings.map((w, i) => html`<p className="note warn" key=${i}>${w.message} ${w.sample}</p>`)}
      ${shown.result.effect && html`<${EffectView} effect=${shown.result.effect} nameOfGoal=${goalName} />`}
    <//>`}
  </div>`;
}
