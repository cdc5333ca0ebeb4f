// Units and leagues: who takes part, in which league, from when to when, and who reports for them.
import { html, useState } from "./kit.js";
import { all, ask, path } from "./api.js";
import { nameOf, t } from "./language.js";
import { attempt, Button, Card, Confirm, Dialog, Head, Loaded, Table, Tag, useBusy, useLoad } from "./ui.js";
import { Editor, Field, Wrong } from "./form.js";

const leagueFields = () => [
  { name: "code", label: t("代码", "Code"), fixed: true },
  { name: "name", label: t("名称", "Name in Chinese") },
  { name: "nameEn", label: t("英文名称", "Name in English") },
];

const departmentFields = (leagues, departments, own) => [
  { name: "code", label: t("代码", "Code"), fixed: true, hint: t("用于文件和命令，如 GBQ", "For files and commands, such as GBQ") },
  { name: "name", label: t("名称", "Name in Chinese") },
  { name: "shortName", label: t("简称", "Short name"), hint: t("手机上用", "for phones") },
  { name: "nameEn", label: t("英文名称", "Name in English") },
  {
    name: "league",
    label: t("组别", "League"),
    type: "select",
    options: leagues.map((l) => [l.code, nameOf(l)]),
    start: leagues[0]?.code ?? "",
  },
  { name: "leagueFrom", label: t("新组别从哪天起", "New league from"), type: "date", nullable: true, hint: t("只在换组时填", "only when the league changes") },
  { name: "lead", label: t("负责人", "Who answers for it") },
  { name: "parent", label: t("上级单位代码", "Code of the unit above") },
  { name: "inTotals", label: t("计入合计", "Counts in totals"), type: "check", start: true },
  { name: "from", label: t("从哪天起参加", "Takes part from"), type: "date", nullable: true },
  { name: "until", label: t("到哪天止", "Takes part until"), type: "date", nullable: true },
  {
    name: "successor",
    label: t("并入", "Merged into"),
    type: "select",
    nullable: true,
    options: [["", t("无", "none")], ...departments.filter((d) => d.code !== own).map((d) => [d.code, nameOf(d)])],
    hint: t("到期后数据算到那个单位，须填“到哪天止”", "its figures go on there after “until”"),
  },
];

/** What an id looks like there. */
const hintOf = ({ platform, kind }) =>
  ({
    "feishu user": t("open_id（ou_…）", "the open_id (ou_…)"),
    "feishu role": t("群 oc_…，或部门 od-…", "a group oc_…, or a department od-…"),
    "dingtalk user": t("userId", "the userId"),
    "dingtalk role": t("群的 openConversationId，或部门编号（数字）", "a group's openConversationId, or a department's number"),
    "wecom user": t("成员账号（userid）", "the member's account (userid)"),
    "wecom role": t("群 ID；企业微信没有按部门的", "a group's id; WeCom tells of no departments"),
  })[platform + " " + kind] ?? t("是 ID，不是名字", "the id, not a name");

function Links({ base, department, platforms, onClose }) {
  const at = base + path("departments", department.code, "links");
  const found = useLoad(() => all(at), [at]);
  const [draft, setDraft] = useState({ platform: platforms[0] ?? "web", kind: "user", external: "" });
  const [error, setError] = useState(null);
  const [busy, run] = useBusy();
  const add = () =>
    run(async () => {
      setError(null);
      try {
        await ask("POST", at, { body: draft });
        setDraft({ ...draft, external: "" });
        found.reload();
      } catch (e) {
        setError(e);
      }
    });
  const set = (name) => (value) => setDraft({ ...draft, [name]: value });
  return html`<${Dialog} large title=${t("谁为", "Who reports for ") + nameOf(department) + t("上报", "")} onClose=${onClose}>
    <${Loaded} from=${found}>
      ${(links) =>
        html`<${Table}
          caption=${t("关联", "Links")}
          rows=${links}
          keyOf=${(l) => l.id}
          empty=${t("还没有人。", "Nobody yet.")}
          columns=${[
            { title: t("平台", "Platform"), key: "platform" },
            { title: t("类别", "Kind"), show: (l) => ({ user: t("个人", "person"), role: t("群、部门或角色", "group, department or role"), token: t("令牌", "token") })[l.kind] },
            { title: t("平台上的 ID", "Platform's id"), key: "external" },
            {
              title: "",
              bare: true,
              show: (l) =>
                html`<${Button}
                  small
                  danger
                  onClick=${async () => {
                    await attempt(() => ask("DELETE", at + "/" + l.id), t("已解除。", "Taken away."));
                    found.reload();
                  }}
                  >${t("解除", "Take away")}<//
                >`,
            },
          ]}
        />`}
    <//>
    <form
      className="fields"
      onSubmit=${(e) => {
        e.preventDefault();
        add();
      }}
    >
      <${Field} label=${t("平台", "Platform")} type="select" value=${draft.platform} error=${error?.of?.("platform")} options=${[...new Set([...platforms, "api"])].map((p) => [p, p])} onChange=${set("platform")} />
      <${Field}
        label=${t("类别", "Kind")}
        type="select"
        value=${draft.kind}
        error=${error?.of?.("kind")}
        options=${[
          ["user", t("个人", "person")],
          ["role", t("群、部门或角色", "group, department or role")],
          ["token", t("令牌", "token")],
        ]}
        onChange=${set("kind")}
      />
      <${Field} label=${t("平台上的 ID", "Platform's id")} value=${draft.external} error=${error?.of?.("external")} onChange=${set("external")} hint=${hintOf(draft)} />
    </form>
    ${error && html`<${Wrong} error=${error} fields=${["platform", "kind", "external"]} />`}
    <div className="row end"><${Button} primary busy=${busy} onClick=${add}>${t("添加", "Add")}<//></div>
  <//>`;
}

export function Page({ campaign, me, go }) {
  const base = path("campaigns", campaign.slug);
  const found = useLoad(
    () => Promise.all([all(base + "/leagues"), all(base + "/departments")]).then(([leagues, departments]) => ({ leagues, departments })),
    [campaign.slug],
  );
  const [editing, setEditing] = useState(null);
  const [linking, setLinking] = useState(null);
  const [removing, setRemoving] = useState(null);
  return html`<${Head} title=${t("单位与组别", "Units and leagues")} about=${t("谁参加、在哪一组、谁来上报。", "Who takes part, in which league, and who reports for them.")}>
      <${Button} onClick=${() => go("import")}>${t("从文件导入", "Import a file")}<//>
    <//>
    <${Loaded} from=${found}>
      ${({ leagues, departments }) =>
        html`<${Card} title=${t("组别", "Leagues")} actions=${html`<${Button} small onClick=${() => setEditing({ what: "league" })}>${t("添加组别", "Add a league")}<//>`}>
            <${Table}
              caption=${t("组别", "Leagues")}
              rows=${leagues}
              keyOf=${(l) => l.code}
              empty=${t("还没有组别：同组的单位互相排名。", "No league yet: units are ranked inside theirs.")}
              columns=${[
                { title: t("代码", "Code"), key: "code" },
                { title: t("名称", "Name"), show: (l) => nameOf(l) },
                { title: t("单位数", "Units"), number: true, show: (l) => departments.filter((d) => d.league === l.code).length },
                {
                  title: "",
                  bare: true,
                  show: (l) =>
                    html`<div className="row">
                      <${Button} small onClick=${() => setEditing({ what: "league", thing: l })}>${t("修改", "Edit")}<//>
                      <${Button} small danger onClick=${() => setRemoving({ at: base + path("leagues", l.code), name: nameOf(l) })}>${t("删除", "Remove")}<//>
                    </div>`,
                },
              ]}
            />
          <//>
          <${Card}
            title=${t(`单位（${departments.length}）`, `Units (${departments.length})`)}
            actions=${html`<${Button} small primary disabled=${leagues.length === 0} onClick=${() => setEditing({ what: "department" })}>${t("添加单位", "Add a unit")}<//>`}
          >
            <${Table}
              caption=${t("单位", "Units")}
              rows=${departments}
              keyOf=${(d) => d.code}
              empty=${t("还没有单位。", "No units yet.")}
              columns=${[
                { title: t("代码", "Code"), key: "code" },
                { title: t("名称", "Name"), show: (d) => nameOf(d) },
                { title: t("组别", "League"), show: (d) => nameOf(leagues.find((l) => l.code === d.league)) || d.league },
                { title: t("上报人", "Reporters"), show: (d) => (d.links?.length ? d.links.length : html`<${Tag} kind="warn">${t("无", "none")}<//>`) },
                {
                  title: t("期间", "Time"),
                  show: (d) =>
                    html`${d.from ? t("自 ", "from ") + d.from + " " : ""}${d.until ? t("至 ", "until ") + d.until : ""}
                    ${d.successor && html` <${Tag}>${t("并入 ", "into ")}${nameOf(departments.find((o) => o.code === d.successor))}<//>`}`,
                },
                {
                  title: "",
                  bare: true,
                  show: (d) =>
                    html`<div className="row">
                      <${Button} small onClick=${() => setEditing({ what: "department", thing: d })}>${t("修改", "Edit")}<//>
                      <${Button} small onClick=${() => setLinking(d)}>${t("上报人", "Reporters")}<//>
                      <${Button} small danger onClick=${() => setRemoving({ at: base + path("departments", d.code), name: nameOf(d) })}>${t("删除", "Remove")}<//>
                    </div>`,
                },
              ]}
            />
          <//>
          ${editing?.what === "league" &&
          html`<${Editor}
            title=${editing.thing ? t("修改组别", "Edit a league") : t("添加组别", "Add a league")}
            fields=${leagueFields()}
            thing=${editing.thing}
            at=${editing.thing ? base + path("leagues", editing.thing.code) : base + "/leagues"}
            onDone=${found.reload}
            onClose=${() => setEditing(null)}
          />`}
          ${editing?.what === "department" &&
          html`<${Editor}
            large
            title=${editing.thing ? t("修改单位", "Edit a unit") : t("添加单位", "Add a unit")}
            fields=${departmentFields(leagues, departments, editing.thing?.code)}
            thing=${editing.thing}
            at=${editing.thing ? base + path("departments", editing.thing.code) : base + "/departments"}
            onDone=${found.reload}
            onClose=${() => setEditing(null)}
          />`}
          ${linking &&
          html`<${Links}
            base=${base}
            department=${linking}
            platforms=${me.platforms}
            onClose=${() => {
              setLinking(null);
              found.reload();
            }}
          />`}
          ${removing &&
          html`<${Confirm}
            title=${t("删除 ", "Remove ") + removing.name}
            action=${t("删除", "Remove")}
            danger
            onClose=${() => setRemoving(null)}
            act=${async () => {
              const now = await ask("GET", removing.at);
              await ask("DELETE", removing.at, { etag: now.etag });
              found.reload();
            }}
          >
            <p>${t("有数据或目标的不能删除；可以填“到哪天止”，或并入别的单位。", "What has figures or targets cannot be removed: give it a day “until”, or merge it.")}</p>
          <//>`}`}
    <//>`;
}
