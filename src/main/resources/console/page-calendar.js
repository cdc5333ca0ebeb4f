// The calendar: holidays and make-up days of a year, and the State Council's notice pasted.
import { html, useState } from "./kit.js";
import { ask, path } from "./api.js";
import { lang, t } from "./language.js";
import { Button, Card, Confirm, Head, Loaded, toast, useBusy, useLoad } from "./ui.js";
import { Field } from "./form.js";

function Month({ year, month, holidays, makeUps, weekend }) {
  const first = new Date(Date.UTC(year, month, 1));
  const days = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const lead = (first.getUTCDay() + 6) % 7;
  const cells = [...Array(lead).fill(null), ...Array.from({ length: days }, (_, i) => i + 1)];
  while (cells.length % 7) cells.push(null);
  const name = new Intl.DateTimeFormat(lang(), { month: "long", timeZone: "UTC" }).format(first);
  const short = Array.from({ length: 7 }, (_, i) => new Intl.DateTimeFormat(lang(), { weekday: "narrow", timeZone: "UTC" }).format(new Date(Date.UTC(2024, 0, 1 + i))));
  const codes = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"];
  return html`<table className="month">
    <caption>${name}</caption>
    <thead>
      <tr>${short.map((d, i) => html`<th scope="col" key=${i}>${d}</th>`)}</tr>
    </thead>
    <tbody>
      ${Array.from(
        { length: cells.length / 7 },
        (_, w) =>
          html`<tr key=${w}>
            ${cells.slice(w * 7, w * 7 + 7).map((day, i) => {
              if (!day) return html`<td key=${i}></td>`;
              const date = new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);
              const holiday = holidays.get(date);
              const makeUp = makeUps.get(date);
              const off = weekend.includes(codes[new Date(date).getUTCDay()]);
              const kind = holiday ? "holiday" : makeUp ? "makeup" : off ? "off" : "";
              return html`<td key=${i} className=${kind} title=${holiday ?? (makeUp ? makeUp + t("（上班）", " (working)") : undefined)}>
                ${day}${holiday && html`<span className="sr">${" " + holiday + t("，放假", ", off")}</span>`}${makeUp && html`<span className="sr">${t(" 调休上班", " make-up working day")}</span>`}
              </td>`;
            })}
          </tr>`,
      )}
    </tbody>
  </table>`;
}

export function Page({ campaign, me }) {
  const country = campaign?.calendar ?? "CN";
  const [year, setYear] = useState(Number((campaign?.deadline ?? me.today).slice(0, 4)));
  const [text, setText] = useState("");
  const [error, setError] = useState(null);
  const [busy, run] = useBusy();
  const at = path("calendars", country, year);
  const found = useLoad(
    () =>
      ask("GET", at).catch((e) => {
        if (e.status === 404) return { data: null, etag: null };
        throw e;
      }),
    [at],
  );
  const save = () =>
    run(async () => {
      setError(null);
      try {
        const json = text.trim().startsWith("{");
        const answer = await ask("PUT", at, {
          text,
          type: json ? "application/json" : text.trim().startsWith("BEGIN:VCALENDAR") ? "text/calendar" : "text/plain",
          etag: found.data.etag ?? undefined,
        });
        const read = answer.data;
        toast(
          t(
            `已读：放假 ${read.holidays.length} 天，调休上班 ${read.makeUpDays.length} 天。`,
            `Read: ${read.holidays.length} days off, ${read.makeUpDays.length} make-up days.`,
          ) + (read.notRead?.length ? t("没有读懂：", " Not read: ") + read.notRead.join("; ") : ""),
          read.notRead?.length ? "bad" : undefined,
        );
        setText("");
        found.reload();
      } catch (e) {
        setError(e);
      }
    });
  return html`<${Head} title=${t("日历", "Calendar")} about=${t("工作日按放假和调休来数。", "Working days are counted by holidays and make-up days.")}>
      <${Button} onClick=${() => setYear(year - 1)}>‹ ${year - 1}<//>
      <${Button} onClick=${() => setYear(year + 1)}>${year + 1} ›<//>
    <//>
    <${Loaded} from=${found}>
      ${({ data }) =>
        html`<${Card} title=${country + " " + year + (data ? (data.source === "shipped" ? t("（随程序）", " (shipped)") : t("（您给的）", " (given)")) : "")}>
          ${(!data || !data.known) &&
          html`<p className="note warn">${t(`还不知道 ${year} 年的放假安排：请把国务院办公厅的通知粘贴到下面。`, `The holidays of ${year} are not known yet: paste the State Council's notice below.`)}</p>`}
          <p className="row">
            <span className="tag bad">${t("放假", "off")}</span><span className="tag good">${t("调休上班", "make-up working day")}</span>
          </p>
          <div className="days">
            ${Array.from(
              { length: 12 },
              (_, m) =>
                html`<${Month}
                  key=${m}
                  year=${year}
                  month=${m}
                  weekend=${data?.weekend ?? ["SAT", "SUN"]}
                  holidays=${new Map((data?.holidays ?? []).map((d) => [d.date, d.name]))}
                  makeUps=${new Map((data?.makeUpDays ?? []).map((d) => [d.date, d.name]))}
                />`,
            )}
          </div>
        <//>`}
    <//>
    ${me.allCampaigns &&
    html`<${Card} title=${t(`给 ${year} 年的安排`, `Give the year ${year}`)}>
      <${Field}
        wide
        type="textarea"
        rows="8"
        label=${t("粘贴通知全文（也可以是 CSV、iCalendar、holiday-cn 的 JSON）", "Paste the notice (or CSV, iCalendar, holiday-cn's JSON)")}
        placeholder=${t("一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。", "一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。")}
        value=${text}
        onChange=${setText}
      />
      ${error && html`<p className="note bad" role="alert">${error.message}</p>`}
      <div className="row end"><${Button} primary busy=${busy} disabled=${!text.trim()} onClick=${save}>${t("读入", "Read it")}<//></div>
    <//>`}`;
}
