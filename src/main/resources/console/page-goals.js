// Goals: what is measured, and by how much it counts.
import { html, useState } from "./kit.js";
import { all, ask, path } from "./api.js";
import { figure, nameOf, t } from "./language.js";
import { Button, Confirm, Head, Loaded, Table, Tag, useLoad } from "./ui.js";
import { Editor } from "./form.js";

const KINDS = () => [
  ["total", t("累计总量", "Total that builds up")],
  ["level", t("时点水平", "Level at a time")],
  ["ratio", t("比率", "Ratio")],
  ["growth", t("增速", "Growth")],
  ["milestones", t("节点", "Milestones")],
];

const EVERY = () => [
  ["none", t("不要求", "not asked")],
  ["day", t("每天", "each day")],
  ["week", t("每周", "each week")],
  ["month", t("每月", "each month")],
  ["quarter", t("每季", "each quarter")],
];

export const goalFields = (sections = []) => [
  { name: "code", label: t("代码", "Code"), fixed: true, hint: t("用于文件和命令，如 GBR", "For files and commands, such as GBR") },
  { name: "name", label: t("名称", "Name in Chinese") },
  { name: "nameEn", label: t("英文名称", "Name in English") },
  { name: "unit", label: t("单位", "Unit of measure"), hint: t("如 亿元、个、%", "such as 亿元, 个, %") },
  { name: "unitEn", label: t("英文单位", "Unit in English") },
  { name: "kind", label: t("类型", "Kind"), type: "select", options: KINDS(), start: "total" },
  {
    name: "direction",
    label: t("方向", "Direction"),
    type: "select",
    options: [
      ["up", t("越高越好", "more is better")],
      ["down", t("越低越好", "less is better")],
    ],
    start: "up",
  },
  { name: "weight", label: t("权重", "Weight"), type: "number", start: "1" },
  { name: "cap", label: t("封顶（%）", "Cap (%)"), type: "number", nullable: true, hint: t("超额最多算到；空：不封顶", "more does not count; empty: no cap") },
  { name: "dueEvery", label: t("上报频率", "Due every"), type: "select", options: EVERY(), start: "none" },
  ...(sections.length
    ? [
        {
          name: "section",
          label: t("板块", "Section"),
          type: "select",
          nullable: true,
          options: [["", t("无", "none")], ...sections.map((s) => [s.code, nameOf(s)])],
        },
      ]
    : []),
  { name: "from", label: t("从哪天起", "From"), type: "date", nullable: true },
  { name: "until", label: t("到哪天止", "Until"), type: "date", nullable: true, hint: t("停用而不删除", "ends it without removing it") },
];

export function Page({ campaign, go }) {
  const base = path("campaigns", campaign.slug);
  const found = useLoad(
    () => Promise.all([all(base + "/goals"), all(base + "/sections").catch(() => [])]).then(([goals, sections]) => ({ goals, sections })),
    [campaign.slug],
  );
  const [editing, setEditing] = useState(null);
  const [removing, setRemoving] = useState(null);
  return html`<${Head} title=${t("指标", "Goals")} about=${t("考核什么、占多大权重。", "What is measured, and how much it counts.")}>
      <${Button} onClick=${() => go("targets")}>${t("目标值", "Targets")}<//>
      <${Button} primary onClick=${() => setEditing({})}>${t("添加指标", "Add a goal")}<//>
    <//>
    <${Loaded} from=${found}>
      ${({ goals, sections }) => {
        const kinds = new Map(KINDS());
        return html`<${Table}
            caption=${t("指标", "Goals")}
            rows=${goals}
            keyOf=${(g) => g.code}
            empty=${t("还没有指标。", "There are no goals yet.")}
            columns=${[
              { title: t("代码", "Code"), key: "code" },
              { title: t("名称", "Name"), show: (g) => nameOf(g) },
              { title: t("单位", "Unit"), show: (g) => t(g.unit, g.unitEn || g.unit) },
              { title: t("类型", "Kind"), show: (g) => kinds.get(g.kind) ?? g.kind },
              { title: t("权重", "Weight"), number: true, show: (g) => figure(g.weight) },
              { title: t("封顶", "Cap"), number: true, show: (g) => (g.cap === null ? "–" : figure(g.cap) + "%") },
              { title: t("期间", "Time"), show: (g) => (g.until ? html`<${Tag} kind="warn">${t("至 ", "until ")}${g.until}<//>` : (g.from ?? "")) },
              {
                title: "",
                bare: true,
                show: (g) =>
                  html`<div className="row">
                    <${Button} small onClick=${() => setEditing({ thing: g })}>${t("修改", "Edit")}<//>
                    <${Button} small danger onClick=${() => setRemoving(g)}>${t("删除", "Remove")}<//>
                  </div>`,
              },
            ]}
          />
          ${editing &&
          html`<${Editor}
            title=${editing.thing ? t("修改指标", "Edit a goal") : t("添加指标", "Add a goal")}
            fields=${goalFields(sections)}
            thing=${editing.thing}
            at=${editing.thing ? base + path("goals", editing.thing.code) : base + "/goals"}
            onDone=${found.reload}
            onClose=${() => setEditing(null)}
          />`}
          ${removing &&
          html`<${Confirm}
            title=${t("删除指标 ", "Remove the goal ") + nameOf(removing)}
            action=${t("删除", "Remove")}
            danger
            onClose=${() => setRemoving(null)}
            act=${async () => {
              const now = await ask("GET", base + path("goals", removing.code));
              await ask("DELETE", base + path("goals", removing.code), { etag: now.etag });
              found.reload();
            }}
          >
            <p>${t("有目标或数据的指标不能删除，只能填“到哪天止”停用。", "A goal with targets or figures cannot be removed: give it a day “until” instead.")}</p>
          <//>`}`;
      }}
    <//>`;
}
