// Deliveries: what has become of each post.
import { html, useState } from "./kit.js";
import { all, ask, get, path, query } from "./api.js";
import { exactTime, t, time } from "./language.js";
import { Button, Confirm, Dialog, Head, Loaded, Table, Tag, useLoad } from "./ui.js";
import { Field } from "./form.js";
import { deliveryName, STATES } from "./words.js";

/** So many are listed. */
const MOST = 300;

export function Page({ campaign }) {
  const [state, setState] = useState("");
  const [date, setDate] = useState("");
  const [open, setOpen] = useState(null);
  const found = useLoad(
    () =>
      Promise.all([all("/channels"), all("/schedules")]).then(async ([every, schedules]) => {
        const channels = every.filter((c) => c.campaign === campaign.slug);
        const pages = await Promise.all(channels.map((c) => get("/deliveries" + query({ channel: c.id, state, date, limit: MOST }))));
        const deliveries = pages.flatMap((page) => page.items).sort((a, b) => b.plannedAt.localeCompare(a.plannedAt) || b.id - a.id);
        return {
          channels,
          schedules,
          more: deliveries.length > MOST || pages.some((page) => page.next !== null),
          deliveries: deliveries.slice(0, MOST),
        };
      }),
    [campaign.slug, state, date],
  );
  return html`<${Head} title=${t("播报记录", "Deliveries")} about=${t("每一条播报的下落；失败的可以再发。", "What has become of each post; what failed can be sent again.")} />
    <div className="fields">
      <${Field} label=${t("状态", "State")} type="select" value=${state} options=${[["", t("全部", "all")], ...Object.entries(STATES).map(([key, [, words]]) => [key, t(...words)])]} onChange=${setState} />
      <${Field} label=${t("日期", "Day")} type="date" value=${date} onChange=${setDate} />
    </div>
    <${Loaded} from=${found}>
      ${(data) => {
        const channel = (d) => data.channels.find((c) => c.id === d.channel)?.address ?? d.channel;
        const post = (d) => deliveryName(d, data.schedules.find((s) => s.id === d.schedule));
        return html`<${Table}
            caption=${t("播报记录", "Deliveries")}
            rows=${data.deliveries}
            keyOf=${(d) => d.id}
            empty=${t("没有这样的播报。", "There are none such.")}
            columns=${[
              { title: t("计划时间", "Planned"), show: (d) => time(d.plannedAt) },
              { title: t("播报", "Post"), show: post },
              { title: t("频道", "Channel"), show: channel },
              { title: t("状态", "State"), show: (d) => html`<${Tag} kind=${STATES[d.state][0]}>${t(...STATES[d.state][1])}<//> ${d.reason}` },
              {
                title: "",
                bare: true,
                show: (d) =>
                  html`<div className="row">
                    <${Button} small onClick=${() => setOpen({ what: "look", d })}>${t("详情", "Look")}<//>
                    ${["failed", "missed", "uncertain"].includes(d.state) && html`<${Button} small onClick=${() => setOpen({ what: "retry", d })}>${t("再发一次", "Send again")}<//>`}
                  </div>`,
              },
            ]}
          />
          ${data.more && html`<p className="soft">${t(`只列出最近 ${MOST} 条，请按日期筛选。`, `The latest ${MOST} are listed; choose a day for others.`)}</p>`}
          ${open?.what === "look" &&
          html`<${Dialog} title=${post(open.d)} onClose=${() => setOpen(null)}>
            <dl className="facts">
              <dt>${t("状态", "State")}</dt>
              <dd>${t(...STATES[open.d.state][1])}</dd>
              <dt>${t("原因", "Reason")}</dt>
              <dd>${open.d.reason || "–"}</dd>
              <dt>${t("计划", "Planned")}</dt>
              <dd>${exactTime(open.d.plannedAt)}</dd>
              <dt>${t("发出", "Sent")}</dt>
              <dd>${exactTime(open.d.sentAt) || "–"}</dd>
              <dt>${t("试了几次", "Attempts")}</dt>
              <dd>${open.d.attempts}</dd>
              <dt>${t("平台消息 ID", "Platform's message")}</dt>
              <dd><code>${open.d.messageId ?? "–"}</code></dd>
            </dl>
          <//>`}
          ${open?.what === "retry" &&
          html`<${Confirm}
            title=${t("再发一次", "Send again")}
            action=${t("再发一次", "Send again")}
            onClose=${() => setOpen(null)}
            act=${async () => {
              await ask("POST", path("deliveries", open.d.id, "retry"));
              found.reload();
            }}
          >
            <p>${open.d.reason}</p>
            ${open.d.state === "uncertain" && html`<p className="note warn">${t("它也许已经发出：请先看频道。", "It may stand already: look at the channel first.")}</p>`}
          <//>`}`;
      }}
    <//>`;
}
