// The audit: who did what, and whether the record is whole.
import { html, useEffect, useState } from "./kit.js";
import { get, query } from "./api.js";
import { exactTime, t } from "./language.js";
import { Button, Card, Head, Loaded, Table, useBusy, useLoad } from "./ui.js";
import { Field } from "./form.js";
import { actionName } from "./words.js";

const pretty = (json) => {
  try {
    return JSON.stringify(JSON.parse(json), null, 1);
  } catch {
    return json;
  }
};

export function Page() {
  const [draft, setDraft] = useState({ q: "", from: "", to: "" });
  const [asked, setAsked] = useState(draft);
  const [more, setMore] = useState([]);
  const [next, setNext] = useState(undefined);
  const [chain, setChain] = useState(null);
  const [busy, run] = useBusy();
  const found = useLoad(() => get("/audit" + query({ ...asked, limit: 50 })), [asked]);
  useEffect(() => setMore([]), [asked]);
  const at = next === undefined || more.length === 0 ? found.data?.next : next;
  const set = (name) => (value) => setDraft({ ...draft, [name]: value });
  return html`<${Head} title=${t("审计", "Audit")} about=${t("谁在什么时候、从哪个入口、做了什么。", "Who did what, when, and through which door.")}>
      <${Button} busy=${busy} onClick=${() => run(async () => setChain(await get("/audit/chain").catch((error) => ({ error }))))}
        >${t("核对链", "Check the chain")}<//
      >
    <//>
    ${chain &&
    html`<p className=${"note " + (chain.error || !chain.whole ? "bad" : "")} role="status">
      ${chain.error
        ? chain.error.message
        : chain.whole
          ? t(`完好：数据 ${chain.reports} 条、审计 ${chain.audits} 条都未被改动。链头 ${chain.head}`, `Whole: ${chain.reports} figures and ${chain.audits} entries are as they were written. Head ${chain.head}`)
          : t(`第一处不对：${chain.broken}（${chain.how}）`, `First that is wrong: ${chain.broken} (${chain.how})`)}
    </p>`}
    <form
      className="fields"
      onSubmit=${(e) => {
        e.preventDefault();
        setAsked(draft);
      }}
    >
      <${Field} label=${t("人、动作或对象", "Actor, action or subject")} value=${draft.q} onChange=${set("q")} />
      <${Field} label=${t("从", "From")} type="date" value=${draft.from} onChange=${set("from")} />
      <${Field} label=${t("到", "To")} type="date" value=${draft.to} onChange=${set("to")} />
      <div className="row"><button type="submit" className="button">${t("查找", "Search")}</button></div>
    </form>
    <${Loaded} from=${found}>
      ${(page) =>
        html`<${Table}
            caption=${t("审计记录", "Audit entries")}
            rows=${[...page.items, ...more]}
            keyOf=${(e) => e.id}
            empty=${t("没有找到。", "None found.")}
            columns=${[
              { title: t("编号", "No."), key: "id" },
              { title: t("时间", "When"), show: (e) => exactTime(e.at) },
              { title: t("谁", "Who"), show: (e) => e.actor.name + (e.actor.door ? " · " + e.actor.door : "") },
              { title: t("动作", "Action"), show: (e) => html`${actionName(e.action)}${actionName(e.action) && html`<br />`}<code>${e.action}</code>` },
              { title: t("对象", "Subject"), key: "subject" },
              {
                title: t("前后", "Before, after"),
                show: (e) =>
                  (e.before || e.after) &&
                  html`<details>
                    <summary>${t("查看", "Look")}</summary>
                    <pre className="json">${e.before ? pretty(e.before) : "–"}${"\n→\n"}${e.after ? pretty(e.after) : "–"}</pre>
                  </details>`,
              },
            ]}
          />
          ${at &&
          html`<div className="row">
            <${Button}
              busy=${busy}
              onClick=${() =>
                run(async () => {
                  const page = await get("/audit" + query({ ...asked, limit: 50, cursor: at }));
                  setMore([...more, ...page.items]);
                  setNext(page.next);
                })}
              >${t("更早的", "Earlier ones")}<//
            >
          </div>`}`}
    <//>`;
}
