// The verify queue: new figures, one by one or many at once, by mouse or keyboard.
import { html, useEffect, useMemo, useRef, useState } from "./kit.js";
import { all, ask, get, path } from "./api.js";
import { figure, nameOf, t, time } from "./language.js";
import { flagName } from "./words.js";
import { Button, Confirm, Empty, Evidence, Head, Loaded, Tag, toast, useBusy, useLoad } from "./ui.js";

/** So many rows at first, and more on request. */
const PAGE = 50;

const shown = (r) =>
  r.milestone !== undefined
    ? r.milestone + (r.done ? t(" 已完成", " done") : t(" 未完成", " not done"))
    : r.numerator !== undefined
      ? figure(r.numerator) + " / " + figure(r.denominator)
      : figure(r.value);

async function read(campaign) {
  const base = path("campaigns", campaign.slug);
  const [reports, goals, departments] = await Promise.all([
    all(base + "/reports?review=true", 2000),
    all(base + "/goals"),
    all(base + "/departments"),
  ]);
  return {
    // The oldest first: what has waited longest.
    reports: reports.reverse(),
    goals: new Map(goals.map((g) => [g.code, g])),
    departments: new Map(departments.map((d) => [d.code, d])),
  };
}

/** The version before, and why this one was flagged. */
function Before({ base, report, unit }) {
  const found = useLoad(
    () => (report.replaces ? get(base + "/reports/" + report.replaces) : null),
    [report.replaces],
  );
  if (!report.replaces || !found.data) return null;
  return html`<span className="soft small">
    ${t("原为 ", "was ")}${shown(found.data)} ${unit}${t("（截至 ", " (as of ")}${found.data.asOf}${t("）", ")")}
  </span>`;
}

function Row({ report, data, base, current, chosen, pick, focus, decide }) {
  const at = useRef();
  const goal = data.goals.get(report.goal);
  const unit = t(goal?.unit ?? "", goal?.unitEn || goal?.unit || "");
  useEffect(() => {
    if (current) at.current?.scrollIntoView({ block: "nearest" });
  }, [current]);
  return html`<tr
    ref=${at}
    className=${(chosen ? "chosen " : "") + (current ? "current" : "")}
    onClick=${(e) => !e.target.closest("button,a,input") && focus()}
  >
    <td className="bare">
      <label className="check">
        <input
          type="checkbox"
          checked=${chosen}
          onChange=${pick}
          aria-label=${t("选中 ", "Choose ") + nameOf(data.departments.get(report.department)) + " " + nameOf(goal)}
        />
      </label>
    </td>
    <td data-label=${t("单位", "Unit")}><div>${nameOf(data.departments.get(report.department)) || report.department}</div></td>
    <td data-label=${t("指标", "Goal")}><div>${nameOf(goal) || report.goal}</div></td>
    <td data-label=${t("数值", "Figure")} className="number">
      <div>
        <strong>${shown(report)}</strong> ${unit}<br />
        <${Before} base=${base} report=${report} unit=${unit} />
        ${report.flags.map((f) => html`<div key=${f}><${Tag} kind="warn">⚠ ${flagName(f)}<//></div>`)}
      </div>
    </td>
    <td data-label=${t("截至", "As of")}><div className="whole">${report.asOf}</div></td>
    <td data-label=${t("说明与依据", "Note, evidence")}>
      <div>${report.note && html`<p>${report.note}</p>`}<${Evidence} of=${report.evidence} /></div>
    </td>
    <td data-label=${t("上报", "Reported")}>
      <div>${report.reportedBy.name}<br /><span className="soft small">${time(report.at)}</span></div>
    </td>
    <td className="bare">
      <div className="row">
        <${Button} small primary onClick=${() => decide("verify", [report])}>${t("核定", "Verify")}<//>
        <${Button} small danger onClick=${() => decide("reject", [report])}>${t("退回", "Reject")}<//>
      </div>
    </td>
  </tr>`;
}

const KEYS = () => [
  ["↑ ↓", t("上一条、下一条", "previous, next")],
  [t("空格", "Space"), t("选中", "choose")],
  ["V", t("核定", "verify")],
  ["X", t("退回", "reject")],
  ["A", t("全选", "choose all")],
];

export function Page({ campaign, count }) {
  const found = useLoad(() => read(campaign), [campaign.slug]);
  return html`<${Head}
      title=${t("核定", "Verify")}
      about=${t(
        "新上报的数据，最早的在前。您自己上报单位的数据不在其中，由别人核定。",
        "New figures, the oldest first. Those of departments that you report for are left to somebody else.",
      )}
    >
      <${Button} onClick=${found.reload}>${t("刷新", "Refresh")}<//>
    <//>
    <${Loaded} from=${found}>
      ${(data) => html`<${Queue} key="queue" data=${data} campaign=${campaign} reload=${found.reload} count=${count} />`}
    <//>`;
}

function Queue({ data, campaign, reload, count }) {
  const base = path("campaigns", campaign.slug);
  const [gone, setGone] = useState(() => new Set());
  const [chosen, setChosen] = useState(() => new Set());
  const [at, setAt] = useState(0);
  const [shownRows, setShownRows] = useState(PAGE);
  const [rejecting, setRejecting] = useState(null);
  const [busy, run] = useBusy();
  const box = useRef();
  const rows = useMemo(() => data.reports.filter((r) => !gone.has(r.id)), [data, gone]);
  const here = Math.min(at, rows.length - 1);
  useEffect(() => count(rows.length), [rows.length]);

  const pick = (id) =>
    setChosen((c) => {
      const next = new Set(c);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const settle = (done) => {
    setGone((g) => new Set([...g, ...done]));
    setChosen((c) => new Set([...c].filter((id) => !done.includes(id))));
  };

  /** One after another: each is a decision of its own, and what is refused stays with its reason. */
  const each = async (reports, what, body) => {
    const done = [];
    const refused = [];
    for (const r of reports) {
      try {
        await ask("POST", base + "/reports/" + r.id + "/" + what, { body });
        done.push(r.id);
      } catch (e) {
        if (e.status === 409 || e.status === 412) done.push(r.id);
        refused.push(nameOf(data.departments.get(r.department)) + " " + nameOf(data.goals.get(r.goal)) + t("：", ": ") + e.message);
      }
    }
    settle(done);
    if (done.length > 0 && refused.length === 0) {
      toast(
        what === "verify"
          ? t(`已核定 ${done.length} 条。`, `${done.length} verified.`)
          : t(`已退回 ${done.length} 条，填报员会收到原因。`, `${done.length} rejected; the reporters see the reason.`),
      );
    }
    refused.forEach((m) => toast(m, "bad"));
    box.current?.focus({ preventScroll: true });
  };
  const decide = (what, reports) => {
    if (reports.length === 0) return;
    if (what === "reject") setRejecting(reports);
    else run(() => each(reports, "verify"));
  };
  const meant = () => {
    const some = rows.filter((r) => chosen.has(r.id));
    return some.length > 0 ? some : rows[here] ? [rows[here]] : [];
  };
  const key = (e) => {
    if (e.target.closest("input[type=text],textarea,select,dialog") || e.ctrlKey || e.metaKey || e.altKey) return;
    const act = {
      ArrowDown: () => setAt(Math.min(here + 1, Math.min(rows.length, shownRows) - 1)),
      ArrowUp: () => setAt(Math.max(here - 1, 0)),
      " ": () => e.target.closest("button,a,input") || (rows[here] && pick(rows[here].id)),
      v: () => decide("verify", meant()),
      x: () => decide("reject", meant()),
      a: () => setChosen(new Set(chosen.size === rows.length ? [] : rows.map((r) => r.id))),
    }[e.key.length === 1 ? e.key.toLowerCase() : e.key];
    if (!act || (e.key === " " && e.target.closest("button,a,input"))) return;
    e.preventDefault();
    act();
  };

  if (rows.length === 0) {
    return html`<div className="card"><${Empty}>
      <p><strong>${t("都核定完了。", "All is verified.")}</strong></p>
      <p>${t("有新的上报就会出现在这里。", "New figures show up here.")}</p>
    <//></div>`;
  }
  const some = rows.filter((r) => chosen.has(r.id));
  return html`<div className="stack" onKeyDown=${key}>
    <div className="spread">
      <p aria-live="polite">
        <strong>${t(`${rows.length} 条待核定`, `${rows.length} waiting`)}</strong>
        ${some.length > 0 && t(`，已选 ${some.length} 条`, `, ${some.length} chosen`)}
      </p>
      <div className="row">
        <${Button} onClick=${() => setChosen(new Set(some.length === rows.length ? [] : rows.map((r) => r.id)))}
          >${some.length === rows.length ? t("全不选", "Choose none") : t("全选", "Choose all")}<//
        >
        <${Button} primary busy=${busy} disabled=${some.length === 0} onClick=${() => decide("verify", some)}
          >${t("核定所选", "Verify chosen")}<//
        >
        <${Button} danger busy=${busy} disabled=${some.length === 0} onClick=${() => decide("reject", some)}
          >${t("退回所选", "Reject chosen")}<//
        >
      </div>
    </div>
    <p className="soft small keys">
      ${KEYS().map(([k, what]) => html`<span key=${k}><kbd>${k}</kbd> ${what}</span>`)}
    </p>
    <div
      className="scroll"
      tabindex="0"
      role="region"
      aria-label=${t("待核定的数据，可用方向键选择", "Figures that wait; the arrow keys choose one")}
      ref=${box}
    >
      <table className="list cards">
        <thead>
          <tr>
            <th scope="col"><span className="sr">${t("选中", "Choose")}</span></th>
            <th scope="col">${t("单位", "Unit")}</th>
            <th scope="col">${t("指标", "Goal")}</th>
            <th scope="col" className="number">${t("数值", "Figure")}</th>
            <th scope="col">${t("截至", "As of")}</th>
            <th scope="col">${t("说明与依据", "Note, evidence")}</th>
            <th scope="col">${t("上报", "Reported")}</th>
            <th scope="col"><span className="sr">${t("操作", "Actions")}</span></th>
          </tr>
        </thead>
        <tbody>
          ${rows.slice(0, shownRows).map(
            (r, i) =>
              html`<${Row}
                key=${r.id}
                report=${r}
                data=${data}
                base=${base}
                current=${i === here}
                chosen=${chosen.has(r.id)}
                pick=${() => pick(r.id)}
                focus=${() => {
                  setAt(i);
                  box.current?.focus({ preventScroll: true });
                }}
                decide=${decide}
              />`,
          )}
        </tbody>
      </table>
    </div>
    ${rows.length > shownRows &&
    html`<div className="row">
      <${Button} onClick=${() => setShownRows(shownRows + PAGE)}
        >${t(`再显示 ${Math.min(PAGE, rows.length - shownRows)} 条（共 ${rows.length} 条）`, `Show ${Math.min(PAGE, rows.length - shownRows)} more of ${rows.length}`)}<//
      >
    </div>`}
    ${rejecting &&
    html`<${Confirm}
      title=${t(`退回 ${rejecting.length} 条`, `Reject ${rejecting.length}`)}
      action=${t("退回", "Reject")}
      danger
      reason
      onClose=${() => setRejecting(null)}
      act=${(why) => run(() => each(rejecting, "reject", { reason: why }))}
    >
      <p>
        ${rejecting
          .slice(0, 5)
          .map((r) => nameOf(data.departments.get(r.department)) + " " + nameOf(data.goals.get(r.goal)) + " " + shown(r))
          .join(t("；", "; "))}${rejecting.length > 5 ? "…" : ""}
      </p>
    <//>`}
  </div>`;
}
