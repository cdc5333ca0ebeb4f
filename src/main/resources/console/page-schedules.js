// Schedules: what is posted when, the next ones with their reasons, and help with five-field cron.
import { html, useState } from "./kit.js";
import { all, ask, get, path } from "./api.js";
import { t, time } from "./language.js";
import { attempt, Button, Confirm, Dialog, Head, Loaded, Table, Tag, toast, useLoad } from "./ui.js";
import { Editor, several } from "./form.js";
import { postName, postOptions, WEEKDAYS } from "./words.js";

const DAYS = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];

/**
 * Five fields as crontab has them (minute hour day month weekday) as Quartz takes them: seconds
 * first, weekdays by name (crontab counts Sunday as 0 or 7), and a ? where the other day field
 * says something.
 *
 * @returns null if they are not five, or ask for both kinds of day
 */
export function quartz(five) {
  const fields = five.trim().split(/\s+/);
  if (fields.length !== 5) return null;
  const [minute, hour, day, month] = fields;
  const weekday = fields[4].replace(/\d+/g, (n, at, whole) => (whole[at - 1] === "/" || whole[at - 1] === "#" ? n : (DAYS[Number(n) % 7] ?? n)));
  if (day !== "*" && weekday !== "*") return null;
  return ["0", minute, hour, weekday !== "*" ? "?" : day, month, weekday !== "*" ? weekday : "?"].join(" ");
}

const daysText = (s) => {
  if (s.cron) return "cron " + s.cron;
  const names = new Map(WEEKDAYS());
  const days = s.days === "all" ? t("每天", "every day") : s.days === "workdays" ? t("工作日", "working days") : s.days.map((d) => names.get(d)).join(t("、", ", "));
  return days + " " + s.at;
};

const fields = (channels) => [
  { name: "post", label: t("发什么", "What"), type: "select", options: postOptions(), start: "daily" },
  {
    name: "channels",
    label: t("发到哪些频道", "To which channels"),
    type: "many",
    options: channels.map((c) => [String(c.id), c.address]),
    read: (v) => (v ?? (channels.length === 1 ? [channels[0].id] : [])).join(", "),
    write: (v) => several(v).map(Number),
    check: (v) => several(v).length === 0 && (channels.length > 0 ? t("至少一个频道", "one channel at least") : t("先在“频道”页登记一个频道", "a channel: register one under Channels first")),
  },
  { name: "way", label: t("时间", "When"), type: "select", options: [["at", t("每天几点", "at a time")], ["cron", t("cron 五段", "five-field cron")], ["quartz", "Quartz cron"]], read: (v, thing) => (thing?.cron ? "quartz" : "at"), start: "at" },
  { name: "at", label: t("几点", "At"), type: "time", when: (d) => d.way === "at", start: "09:00" },
  {
    name: "days",
    label: t("哪些天", "On"),
    type: "select",
    when: (d) => d.way === "at",
    options: [["workdays", t("工作日", "working days")], ["all", t("每天", "every day")], ...WEEKDAYS().map(([code, name]) => [code, name]), ["MON,WED,FRI", t("周一三五", "Mon, Wed, Fri")]],
    read: (v) => (Array.isArray(v) ? v.join(",") : (v ?? "workdays")),
    write: (v) => (["all", "workdays"].includes(v) ? v : v.split(",")),
  },
  { name: "five", label: t("分 时 日 月 周", "minute hour day month weekday"), when: (d) => d.way === "cron", read: () => "", also: ["cron"], check: (v) => !quartz(v) && t("五段；“日”和“周”只能有一个不是 *，如 30 8 * * 1-5", "five fields, of which only one of day and weekday says something but *, such as 30 8 * * 1-5"), hint: t("如 30 8 * * 1-5：周一至周五 8:30", "such as 30 8 * * 1-5: 8:30 from Monday to Friday") },
  { name: "cron", label: "Quartz cron", when: (d) => d.way === "quartz", hint: t("如 0 30 8 ? * MON-FRI", "such as 0 30 8 ? * MON-FRI") },
  { name: "catchUpUntil", label: t("补发到几点", "Made up for until"), type: "time", start: "18:00" },
  { name: "onlyIfChanged", label: t("没有新内容就不发", "Nothing new: no post"), type: "check" },
];

/** The helper's own fields are no fields of the API. */
const extra = (campaign, thing) => (draft, changed) => {
  delete changed.way;
  delete changed.five;
  const out = { way: undefined, five: undefined };
  if (!thing) out.campaign = campaign.slug;
  if (draft.way === "cron") out.cron = quartz(draft.five) ?? draft.five;
  return out;
};

function Upcoming({ schedule, onClose }) {
  const found = useLoad(() => get(path("schedules", schedule.id, "upcoming") + "?limit=10"), [schedule.id]);
  return html`<${Dialog} large title=${t("接下来的 10 次：", "The next 10: ") + postName(schedule.post)} onClose=${onClose}>
    <${Loaded} from=${found}>
      ${(u) =>
        html`<ul className="items">
          ${u.items.map(
            (item) =>
              html`<li className="item" key=${item.plannedAt}>
                <strong>${time(item.plannedAt)}</strong>
                ${item.note && html`<p className="small">${item.note}</p>`}
                ${item.skipped.map((s) => html`<p className="small soft" key=${s.date}>${t("跳过 ", "left out ")}${s.date}${t("：", ": ")}${s.reason}</p>`)}
                ${item.moved.map((m) => html`<p className="small soft" key=${m.channel}>${t("推迟到 ", "moved to ")}${time(m.to)}${t("：", ": ")}${m.reason}</p>`)}
              </li>`,
          )}
        </ul>`}
    <//>
  <//>`;
}

export function Page({ campaign }) {
  const found = useLoad(
    () =>
      Promise.all([all("/schedules"), all("/channels")]).then(([schedules, channels]) => ({
        schedules: schedules.filter((s) => s.campaign === campaign.slug),
        channels: channels.filter((c) => c.campaign === campaign.slug),
      })),
    [campaign.slug],
  );
  const [open, setOpen] = useState(null);
  const act = async (schedule, what, said) => {
    await attempt(() => ask("POST", path("schedules", schedule.id, what)), said);
    found.reload();
  };
  return html`<${Head} title=${t("播报计划", "Schedules")} about=${t("什么时候、发什么、发到哪里。", "What is posted, when and where.")}>
      <${Button} primary onClick=${() => setOpen({ what: "edit" })}>${t("添加计划", "Add a schedule")}<//>
    <//>
    <${Loaded} from=${found}>
      ${({ schedules, channels }) =>
        html`<${Table}
            caption=${t("播报计划", "Schedules")}
            rows=${schedules}
            keyOf=${(s) => s.id}
            empty=${t("还没有计划。", "No schedules yet.")}
            columns=${[
              { title: t("播报", "Post"), show: (s) => postName(s.post) },
              { title: t("时间", "When"), show: daysText },
              { title: t("频道", "Channels"), show: (s) => s.channels.map((id) => channels.find((c) => c.id === id)?.address ?? id).join(t("、", ", ")) },
              {
                title: t("状态", "State"),
                show: (s) => html`<${Tag} kind=${s.paused ? "warn" : s.state === "active" ? "good" : ""}>${s.paused ? t("已暂停", "paused") : s.state === "active" ? t("进行中", "active") : t("已结束", "over")}<//>`,
              },
              {
                title: "",
                bare: true,
                show: (s) =>
                  html`<div className="row">
                    <${Button} small onClick=${() => setOpen({ what: "upcoming", thing: s })}>${t("接下来", "Upcoming")}<//>
                    <${Button} small onClick=${() => setOpen({ what: "edit", thing: s })}>${t("修改", "Edit")}<//>
                    <${Button} small onClick=${() => act(s, s.paused ? "resume" : "pause", s.paused ? t("已恢复。", "It goes on.") : t("已暂停。", "Paused."))}
                      >${s.paused ? t("恢复", "Resume") : t("暂停", "Pause")}<//
                    >
                    <${Button} small danger onClick=${() => setOpen({ what: "remove", thing: s })}>${t("删除", "Remove")}<//>
                  </div>`,
              },
            ]}
          />
          ${open?.what === "upcoming" && html`<${Upcoming} schedule=${open.thing} onClose=${() => setOpen(null)} />`}
          ${open?.what === "edit" &&
          html`<${Editor}
            large
            title=${open.thing ? t("修改计划", "Edit a schedule") : t("添加计划", "Add a schedule")}
            fields=${fields(channels)}
            thing=${open.thing}
            extra=${extra(campaign, open.thing)}
            at=${open.thing ? path("schedules", open.thing.id) : "/schedules"}
            onDone=${found.reload}
            onClose=${() => setOpen(null)}
            >${(draft) =>
              draft.way === "cron" &&
              html`<p className="note">
                ${draft.five ? (quartz(draft.five) ? html`Quartz: <code>${quartz(draft.five)}</code>` : t("需要五段；“日”和“周”只能有一个不是 *", "Five fields are needed; only one of day and weekday may say something but *")) : t("按 crontab 的写法填五段，这里换成 Quartz 的写法。", "Write five fields as in crontab; they are turned into Quartz's.")}
              </p>`}<//
          >`}
          ${open?.what === "remove" &&
          html`<${Confirm}
            title=${t("删除计划", "Remove the schedule")}
            action=${t("删除", "Remove")}
            danger
            onClose=${() => setOpen(null)}
            act=${async () => {
              const at = path("schedules", open.thing.id);
              const now = await ask("GET", at);
              await ask("DELETE", at, { etag: now.etag });
              found.reload();
            }}
          >
            <p>${postName(open.thing.post)} ${daysText(open.thing)}</p>
          <//>`}`}
    <//>`;
}
