// Channels: where is posted, in which language, and when not.
import { html, useState } from "./kit.js";
import { all, ask, path } from "./api.js";
import { t } from "./language.js";
import { attempt, Button, Confirm, Head, Loaded, Table, Tag, useLoad } from "./ui.js";
import { Editor } from "./form.js";
import { LOCALES } from "./words.js";

const HOURS = /^(\d{1,2}:\d{2})\s*(?:-|–|—|~|至|to)\s*(\d{1,2}:\d{2})$/;

/** As typed with a Chinese keyboard, too. */
const plain = (text) => text.normalize("NFKC").trim();

const fields = (me) => [
  { name: "platform", label: t("平台", "Platform"), type: "select", fixed: true, options: me.platforms.map((p) => [p, p === "web" ? t("内置聊天", "built-in chat") : p]), start: me.platforms[0] },
  { name: "address", label: t("频道 ID（内置聊天为名称）", "The channel's id (a name in the built-in chat)"), fixed: true },
  { name: "locale", label: t("语言", "Language"), type: "select", options: LOCALES, start: "zh-CN" },
  { name: "timezone", label: t("时区", "Time zone"), start: "Asia/Shanghai" },
  {
    name: "quietHours",
    label: t("免打扰", "Quiet hours"),
    nullable: true,
    hint: t("如 22:00-07:00；空：没有", "such as 22:00-07:00; empty: none"),
    read: (v) => (v ? v.from + "-" + v.to : ""),
    check: (v) => v.trim() !== "" && !HOURS.test(plain(v)) && t("两个时刻，如 22:00-07:00；或留空", "two times, such as 22:00-07:00; or nothing"),
    write: (v) => {
      const [, from, to] = HOURS.exec(plain(v)) ?? [];
      return from ? { from: from.padStart(5, "0"), to: to.padStart(5, "0") } : null;
    },
  },
  { name: "dailyCap", label: t("每天最多几条", "Most posts a day"), type: "number", nullable: true, write: (v) => (v === "" ? null : /^\d{1,9}$/.test(v) ? Number(v) : v) },
  { name: "living", label: t("置顶实时榜", "Living board"), type: "select", options: [["false", t("不要", "no")], ["true", t("要：随数据更新", "yes: kept up to date")]], start: "false", read: (v) => String(v === true), write: (v) => v === "true" },
  { name: "pictures", label: t("播报带图片", "Pictures in posts"), type: "select", options: [["false", t("不要", "no")], ["true", t("要：榜单另附图片", "yes: the board as a picture, too")]], start: "false", read: (v) => String(v === true), write: (v) => v === "true" },
  { name: "purpose", label: t("用途", "Purpose"), type: "select", options: [["posts", t("播报", "posts")], ["administrators", t("管理员", "administrators")]], start: "posts" },
];

export function Page({ campaign, me }) {
  const found = useLoad(() => all("/channels").then((c) => c.filter((each) => each.campaign === campaign.slug)), [campaign.slug]);
  const [open, setOpen] = useState(null);
  return html`<${Head} title=${t("频道", "Channels")} about=${t("播报发到哪里；没有登记的频道什么都不显示。", "Where is posted; a channel that is not registered shows nothing.")}>
      <${Button} primary onClick=${() => setOpen({ what: "edit" })}>${t("登记频道", "Register a channel")}<//>
    <//>
    <${Loaded} from=${found}>
      ${(channels) =>
        html`<${Table}
            caption=${t("频道", "Channels")}
            rows=${channels}
            keyOf=${(c) => c.id}
            empty=${t("还没有频道。", "No channels yet.")}
            columns=${[
              { title: t("编号", "No."), key: "id" },
              { title: t("平台", "Platform"), key: "platform" },
              { title: t("频道", "Channel"), key: "address" },
              { title: t("语言", "Language"), show: (c) => new Map(LOCALES).get(c.locale) },
              { title: t("时区", "Zone"), key: "timezone" },
              { title: t("免打扰", "Quiet"), show: (c) => (c.quietHours ? c.quietHours.from + "–" + c.quietHours.to : "–") },
              {
                title: t("状态", "State"),
                show: (c) => (c.state === "active" ? html`<${Tag} kind="good">${t("可用", "active")}<//>` : html`<${Tag} kind="bad">${t("停用", "suspended")}<//> ${c.reason}`),
              },
              {
                title: "",
                bare: true,
                show: (c) =>
                  html`<div className="row">
                    <${Button} small onClick=${() => setOpen({ what: "edit", thing: c })}>${t("修改", "Edit")}<//>
                    ${c.state === "active"
                      ? html`<${Button} small onClick=${() => setOpen({ what: "suspend", thing: c })}>${t("停用", "Suspend")}<//>`
                      : html`<${Button}
                          small
                          onClick=${async () => {
                            await attempt(() => ask("POST", path("channels", c.id, "resume")), t("已恢复。", "It is posted to again."));
                            found.reload();
                          }}
                          >${t("恢复", "Resume")}<//
                        >`}
                    <${Button} small danger onClick=${() => setOpen({ what: "remove", thing: c })}>${t("删除", "Remove")}<//>
                  </div>`,
              },
            ]}
          />
          ${open?.what === "edit" &&
          html`<${Editor}
            title=${open.thing ? t("修改频道", "Edit a channel") : t("登记频道", "Register a channel")}
            fields=${fields(me)}
            thing=${open.thing}
            extra=${open.thing ? undefined : () => ({ campaign: campaign.slug })}
            at=${open.thing ? path("channels", open.thing.id) : "/channels"}
            onDone=${found.reload}
            onClose=${() => setOpen(null)}
          />`}
          ${open?.what === "suspend" &&
          html`<${Confirm}
            title=${t("停用频道 ", "Suspend ") + open.thing.address}
            action=${t("停用", "Suspend")}
            reason
            onClose=${() => setOpen(null)}
            act=${async (reason) => {
              await ask("POST", path("channels", open.thing.id, "suspend"), { body: { reason } });
              found.reload();
            }}
          />`}
          ${open?.what === "remove" &&
          html`<${Confirm}
            title=${t("删除频道 ", "Remove ") + open.thing.address}
            action=${t("删除", "Remove")}
            danger
            onClose=${() => setOpen(null)}
            act=${async () => {
              const at = path("channels", open.thing.id);
              const now = await ask("GET", at);
              await ask("DELETE", at, { etag: now.etag });
              found.reload();
            }}
          />`}`}
    <//>`;
}
