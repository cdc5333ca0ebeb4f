// Closing: freeze, objections, final, and whether the final board is still what it was.
import { html, useState } from "./kit.js";
import { all, ask, get, path, today } from "./api.js";
import { many, nameOf, plusDays, t } from "./language.js";
import { Button, Card, Confirm, Evidence, Head, Loaded, Table, Tag, useLoad } from "./ui.js";
import { Editor } from "./form.js";

/** What became of an objection that has no words of an answer. */
const ANSWERS = {
  accepted: ["已采纳", "accepted"],
  rejected: ["未采纳", "rejected"],
  withdrawn: ["已撤回", "withdrawn"],
};

const STATES = {
  open: ["good", ["进行中", "open"]],
  frozen: ["warn", ["已冻结", "frozen"]],
  final: ["", ["已定稿", "final"]],
};

export function Page({ campaign, reread }) {
  const base = path("campaigns", campaign.slug);
  const found = useLoad(
    () =>
      Promise.all([
        ask("GET", base),
        all(base + "/closings"),
        all(base + "/objections"),
        all(base + "/departments"),
        all(base + "/goals"),
        today(campaign),
      ]).then(([now, closings, objections, departments, goals, day]) => ({
        today: day,
        campaign: now.data,
        etag: now.etag,
        closings,
        objections,
        name: (things, code) => nameOf(things.find((each) => each.code === code)) || code,
        departments,
        goals,
      })),
    [campaign.slug],
  );
  const [open, setOpen] = useState(null);
  const [checked, setChecked] = useState(null);
  const done = () => {
    found.reload();
    reread();
  };
  const act = (what, body) => async (reason) => {
    await ask("POST", base + "/" + what, { body: body ?? { reason }, etag: found.data.etag });
    done();
  };
  return html`<${Head} title=${t("收官", "Closing")} about=${t("冻结数据，听取异议，定稿；定稿的榜单封存，随时可以核对。", "Freeze the figures, hear objections, make it final; the final board is sealed and can be checked at any time.")} />
    <${Loaded} from=${found}>
      ${(data) => {
        const state = data.campaign.state;
        const until = data.campaign.closing?.objectionsUntil;
        const early = state === "frozen" && until >= data.today;
        const openObjections = data.objections.filter((o) => o.state === "open").length;
        return html`<${Card} title=${nameOf(data.campaign)}>
            <p><${Tag} kind=${STATES[state]?.[0]}>${t(...(STATES[state]?.[1] ?? [state, state]))}<//> ${t("截止 ", "deadline ")}${data.campaign.deadline}</p>
            <div className="row">
              ${state === "open" && html`<${Button} primary onClick=${() => setOpen("freeze")}>${t("冻结", "Freeze")}<//>`}
              ${state === "frozen" && html`<${Button} primary disabled=${openObjections > 0} onClick=${() => setOpen("close")}>${t("定稿", "Make it final")}<//>`}
              ${state !== "open" && html`<${Button} danger onClick=${() => setOpen("reopen")}>${t("重新打开", "Reopen")}<//>`}
              ${state === "final" &&
              html`<${Button} onClick=${() => get(base + "/final").then(setChecked, (e) => setChecked({ error: e }))}>${t("核对定稿", "Verify the final board")}<//>`}
            </div>
            ${openObjections > 0 && html`<p className="note warn">${t(`还有 ${openObjections} 条异议没有答复，答复后才能定稿。`, `${many(openObjections, "objection waits", "objections wait")} for an answer; then it can be made final.`)}</p>`}
            ${checked &&
            html`<p className=${"note " + (checked.error || !checked.equal ? "bad" : "")} role="status">
              ${checked.error
                ? checked.error.message
                : checked.equal
                  ? t(`重新算过，与定稿一致（第 ${checked.version} 版，${checked.digest.slice(0, 12)}）。`, `Computed again: the same (version ${checked.version}, ${checked.digest.slice(0, 12)}).`)
                  : t("与定稿不一致：", "It differs: ") + checked.difference}
            </p>`}
          <//>
          <${Card} title=${t("异议", "Objections")}>
            <${Table}
              caption=${t("异议", "Objections")}
              rows=${data.objections}
              keyOf=${(o) => o.id}
              empty=${t("没有异议。冻结期间，各单位可以提出。", "None. While the figures are frozen, units may raise them.")}
              columns=${[
                { title: t("单位", "Unit"), show: (o) => data.name(data.departments, o.department) },
                { title: t("指标", "Goal"), show: (o) => (o.goal ? data.name(data.goals, o.goal) : "–") },
                { title: t("内容", "What"), show: (o) => html`${o.reason}${o.evidence && html`<br /><span className="small"><${Evidence} of=${o.evidence} /></span>`}` },
                { title: t("答复", "Answer"), show: (o) => o.answer ?? (o.state === "open" ? html`<${Tag} kind="warn">${t("待答复", "waits")}<//>` : t(...(ANSWERS[o.state] ?? [o.state, o.state]))) },
                { title: "", bare: true, show: (o) => o.state === "open" && html`<${Button} small primary onClick=${() => setOpen(o)}>${t("答复", "Answer")}<//>` },
              ]}
            />
          <//>
          <${Card} title=${t("经过", "History")}>
            <${Table}
              caption=${t("经过", "History")}
              rows=${[...data.closings].reverse()}
              keyOf=${(c) => c.version}
              empty=${t("还没有冻结过。", "It was never frozen.")}
              columns=${[
                { title: t("版本", "Version"), key: "version" },
                { title: t("数据截至", "Cut-off"), key: "cutOff" },
                { title: t("异议到", "Objections until"), show: (c) => (c.objectionsUntil ? String(c.objectionsUntil) : "–") },
                {
                  title: t("定稿", "Final"),
                  show: (c) =>
                    html`${c.digest ? html`<code>${c.digest.slice(0, 12)}</code>` : "–"}${c.closedEarly && html`<br /><span className="small">${t("提前：", "early: ")}${c.closedEarly}</span>`}`,
                },
                { title: t("重新打开", "Reopened"), show: (c) => c.reopenedWhy ?? "–" },
              ]}
            />
          <//>
          ${open === "freeze" &&
          html`<${Editor}
            title=${t("冻结", "Freeze")}
            action=${t("冻结", "Freeze")}
            fields=${[
              { name: "cutOff", label: t("数据截至", "Figures as of"), type: "date", start: data.campaign.deadline },
              { name: "objectionsUntil", label: t("异议提到哪天", "Objections until"), type: "date", start: plusDays(data.today > data.campaign.deadline ? data.today : data.campaign.deadline, 7) },
            ]}
            at=${base + "/freeze"}
            onDone=${done}
            onClose=${() => setOpen(null)}
          />`}
          ${open === "close" &&
          html`<${Confirm} title=${t("定稿", "Make it final")} action=${t("定稿", "Make it final")} onClose=${() => setOpen(null)} reason=${early} act=${(reason) => act("close", early ? { early, reason } : {})()}>
            ${early && html`<p className="note warn">${t(`异议可以提到 ${until}；提前定稿要写明原因。`, `Objections may be raised until ${until}: to make it final before that, give a reason.`)}</p>`}
            <p>${t("榜单会封存并公布；之后要改，只能重新打开。", "The board is sealed and posted. To change it after that, it has to be reopened.")}</p>
          <//>`}
          ${open === "reopen" && html`<${Confirm} title=${t("重新打开", "Reopen")} action=${t("重新打开", "Reopen")} danger reason onClose=${() => setOpen(null)} act=${act("reopen")} />`}
          ${open?.id &&
          html`<${Editor}
            title=${t("答复异议", "Answer the objection")}
            action=${t("答复", "Answer")}
            fields=${[
              { name: "accepted", label: t("采纳", "Accepted"), type: "check" },
              { name: "reason", label: t("答复", "Answer"), type: "textarea", wide: true },
            ]}
            at=${base + "/objections/" + open.id + "/answer"}
            onDone=${done}
            onClose=${() => setOpen(null)}
          />`}`;
      }}
    <//>`;
}
