// Today: what is posted today and tomorrow, what needs somebody, who has not reported.
import { html, useEffect, useState } from "./kit.js";
import { all, ask, get, path, query } from "./api.js";
import { clock, dateOf, many, nameOf, plusDays, t, time } from "./language.js";
import { attempt, Button, Card, Confirm, Dialog, Empty, Failed, Head, Light, Loaded, Loading, Tag, toast, useLoad } from "./ui.js";
import { STATES, deliveryName, postName } from "./words.js";
import { PostView } from "./post.js";

async function read(campaign, me) {
  // The program's day in the campaign's zone: the clock of this device may be wrong.
  const countdown = await get(path("campaigns", campaign.slug, "countdown"));
  const today = countdown.on;
  const tomorrow = plusDays(today, 1);
  const [schedules, channels, sent, notices] = await Promise.all([
    all("/schedules"),
    all("/channels"),
    all("/deliveries" + query({ from: plusDays(today, -1), to: plusDays(today, 1) })),
    me.allCampaigns ? all("/notices") : [],
  ]);
  const own = schedules.filter((s) => s.campaign === campaign.slug);
  const ours = channels.filter((c) => c.campaign === campaign.slug);
  const upcoming = await Promise.all(
    own.map((s) => get(path("schedules", s.id, "upcoming") + "?limit=20").then((u) => [s, u])),
  );
  const posts = upcoming.flatMap(([schedule, u]) =>
    u.items
      .filter((item) => [today, tomorrow].includes(dateOf(item.plannedAt)))
      .map((item) => ({ schedule, at: item.plannedAt, note: item.note, moved: item.moved })),
  );
  const done = sent
    .filter((d) => ours.some((c) => c.id === d.channel) && [today, tomorrow].includes(dateOf(d.plannedAt)))
    .map((d) => ({ delivery: d, schedule: own.find((s) => s.id === d.schedule), at: d.plannedAt }));
  return {
    today,
    tomorrow,
    channels: ours,
    schedules: own,
    posts: [...done, ...posts.filter((p) => !done.some((d) => d.at === p.at && d.schedule?.id === p.schedule.id))].sort(
      (a, b) => a.at.localeCompare(b.at),
    ),
    notices,
    countdown,
  };
}

function Preview({ schedule, at, onClose }) {
  const found = useLoad(() => get(path("schedules", schedule.id, "preview") + query({ at })), [schedule.id, at]);
  return html`<${Dialog} large title=${t("预览：", "Preview: ") + postName(schedule.post)} onClose=${onClose}>
    <${Loaded} from=${found}>
      ${(view) =>
        view.items.map(
          (item) =>
            html`<div key=${item.locale} lang=${item.locale}><${PostView} post=${item} /></div>`,
        )}
    <//>
    <p className="soft small">
      ${t("这里只是预览，什么都没有发送。到点时会用那时的数据。", "A preview: nothing is sent. The post itself takes the figures of its time.")}
    </p>
  <//>`;
}

function Post({ post, data, act }) {
  const { schedule, delivery } = post;
  const names = (delivery ? [delivery.channel] : schedule.channels).map(
    (id) => data.channels.find((c) => c.id === id)?.address ?? "#" + id,
  );
  const [kind, word] = delivery
    ? STATES[delivery.state]
    : schedule.paused
      ? ["warn", ["已暂停", "paused"]]
      : ["", ["待发", "to come"]];
  return html`<li className="item">
    <div className="spread">
      <strong>${clock(post.at)} ${deliveryName(delivery, schedule)}</strong>
      <${Tag} kind=${kind}>${t(...word)}<//>
    </div>
    <p className="soft small">
      ${t("发往 ", "to ")}${names.join(t("、", ", "))}
      ${delivery?.reason ? " · " + delivery.reason : ""}${post.note ? " · " + post.note : ""}
      ${(post.moved ?? []).map((m) => " · " + m.reason + " → " + clock(m.to))}
    </p>
    <div className="row">
      ${schedule && html`<${Button} small onClick=${() => act("preview", post)}>${t("预览", "Preview")}<//>`}
      ${schedule && !delivery &&
      html`<${Button} small onClick=${() => act("run", post)}>${t("立即发送", "Send now")}<//>
        <${Button} small onClick=${() => act(schedule.paused ? "resume" : "pause", post)}
          >${schedule.paused ? t("恢复", "Resume") : t("暂停", "Pause")}<//
        >`}
      ${delivery && ["failed", "missed", "uncertain"].includes(delivery.state) &&
      html`<${Button} small onClick=${() => act("retry", post)}>${t("再发一次", "Send again")}<//>`}
    </div>
  </li>`;
}

function Posts({ data, reload }) {
  const [open, setOpen] = useState(null);
  const act = async (what, post) => {
    if (what === "pause" || what === "resume") {
      await attempt(
        () => ask("POST", path("schedules", post.schedule.id, what)),
        what === "pause" ? t("已暂停，直到您恢复。", "Paused until you resume it.") : t("已恢复。", "It goes on."),
      );
      reload();
    } else {
      setOpen({ what, post });
    }
  };
  const days = [
    [data.today, t("今天", "Today")],
    [data.tomorrow, t("明天", "Tomorrow")],
  ];
  return html`<${Card} title=${t("播报", "Posts")}>
    ${days.map(([day, name]) => {
      const some = data.posts.filter((p) => dateOf(p.at) === day);
      return html`<div key=${day}>
        <h3>${name} <span className="soft small">${day}</span></h3>
        ${some.length === 0
          ? html`<p className="soft">${t("没有播报。", "Nothing is posted.")}</p>`
          : html`<ul className="items">
              ${some.map((p) => html`<${Post} key=${p.at + p.schedule?.id + p.delivery?.id} post=${p} data=${data} act=${act} />`)}
            </ul>`}
      </div>`;
    })}
    ${data.schedules
      .filter((s) => s.paused)
      .map(
        (s) =>
          html`<p className="note warn spread" key=${s.id}>
            ${t("已暂停：", "Paused: ")}${postName(s.post)}
            <${Button} small onClick=${() => act("resume", { schedule: s })}>${t("恢复", "Resume")}<//>
          </p>`,
      )}
    ${data.schedules.length === 0 &&
    html`<p className="note">${t("还没有播报计划：在“播报计划”里添加。", "There is no schedule yet: add one under Schedules.")}</p>`}
    ${open?.what === "preview" && html`<${Preview} schedule=${open.post.schedule} at=${open.post.at} onClose=${() => setOpen(null)} />`}
    ${open?.what === "run" &&
    html`<${Confirm}
      title=${t("立即发送", "Send now")}
      action=${t("发送", "Send")}
      onClose=${() => setOpen(null)}
      act=${async () => {
        const answer = await ask("POST", path("schedules", open.post.schedule.id, "run"));
        const made = answer.data.items;
        const sent = made.filter((d) => ["sent", "late"].includes(d.state)).length;
        toast(
          made.length === sent
            ? t(`已发送到 ${sent} 个频道。`, `Sent to ${many(sent, "channel")}.`)
            : t(`${made.length} 个频道中 ${sent} 个已送达：`, `${sent} of ${made.length} channels: `) +
                made.map((d) => d.reason).filter(Boolean).join("; "),
          made.length === sent ? undefined : "bad",
        );
        reload();
      }}
    >
      <p>
        ${t(
          `“${postName(open.post.schedule.post)}”将马上发到它的 ${open.post.schedule.channels.length} 个频道；到点的那一次照常。`,
          `“${postName(open.post.schedule.post)}” goes to ${many(open.post.schedule.channels.length, "channel")} now; the one planned is posted all the same.`,
        )}
      </p>
    <//>`}
    ${open?.what === "retry" &&
    html`<${Confirm}
      title=${t("再发一次", "Send again")}
      action=${t("再发一次", "Send again")}
      onClose=${() => setOpen(null)}
      act=${async () => {
        await ask("POST", path("deliveries", open.post.delivery.id, "retry"));
        reload();
      }}
    >
      <p>${open.post.delivery.reason}</p>
      ${open.post.delivery.state === "uncertain" &&
      html`<p className="note warn">${t("不知道它是否已经发出：请先看频道，以免重复。", "It may stand in the channel already: look there first.")}</p>`}
    <//>`}
  <//>`;
}

function Notices({ notices, reload }) {
  return html`<${Card} title=${t("需要处理", "Needs you")}>
    ${notices.length === 0
      ? html`<p className="soft">${t("没有待处理的事项。", "Nothing needs you.")}</p>`
      : html`<ul className="items">
          ${notices.map(
            (n) =>
              html`<li className="item" key=${n.id}>
                <p>${t(n.text, n.textEn)}</p>
                <div className="spread">
                  <span className="soft small">${time(n.raisedAt)}</span>
                  <${Button}
                    small
                    onClick=${async () => {
                      await attempt(
                        () => ask("POST", path("notices", n.id, "resolve")),
                        t("已标为处理完毕。", "Marked as resolved."),
                      );
                      reload();
                    }}
                    >${t("已处理", "Resolve")}<//
                  >
                </div>
              </li>`,
          )}
        </ul>`}
  <//>`;
}

/** Units with something that is due and not there, or too old. */
export function unreported(board) {
  return [...board.rows, ...board.unranked]
    .map((row) => ({
      department: row.department,
      missing: row.goals.filter((g) => g.state === "unreported"),
      stale: row.goals.filter((g) => g.state === "stale"),
    }))
    .filter((row) => row.missing.length + row.stale.length > 0);
}

function Unreported({ campaign }) {
  const found = useLoad(
    () =>
      Promise.all([
        get(path("campaigns", campaign.slug, "leaderboard")),
        all(path("campaigns", campaign.slug, "goals")),
        all(path("campaigns", campaign.slug, "departments")),
      ]),
    [campaign.slug],
  );
  return html`<${Card} title=${t("谁还没有上报", "Who has not reported")}>
    <${Loaded} from=${found}>
      ${([board, goals, departments]) => {
        const rows = unreported(board);
        const name = (g) => nameOf(goals.find((each) => each.code === g.goal)) || g.goal;
        return rows.length === 0
          ? html`<p className="soft">${t("都已上报。", "Everybody has reported.")}</p>`
          : html`<p>${t(`${rows.length} 个单位还有数据未报或过期：`, `${many(rows.length, "unit")} with a figure missing or out of date:`)}</p>
              <ul className="items">
                ${rows.map(
                  (row) =>
                    html`<li className="item" key=${row.department.code}>
                      <strong>${nameOf(departments.find((d) => d.code === row.department.code)) || row.department.name}</strong>
                      ${row.missing.length > 0 &&
                      html`<p className="small">${t("未报：", "Missing: ")}${row.missing.map(name).join(t("、", ", "))}</p>`}
                      ${row.stale.length > 0 &&
                      html`<p className="small soft">
                        ${t("过期：", "Out of date: ")}${row.stale.map((g) => name(g) + t(`（截至 ${g.asOf}）`, ` (as of ${g.asOf})`)).join(t("、", ", "))}
                      </p>`}
                    </li>`,
                )}
              </ul>`;
      }}
    <//>
  <//>`;
}

function Countdown({ of }) {
  const cut = of.cutOff;
  return html`<dl className="figures">
    <div><dt>${t("剩余天数", "Days left")}</dt><dd>${of.daysLeft}</dd></div>
    <div><dt>${t("剩余工作日", "Working days left")}</dt><dd>${of.workingDaysLeft ?? "–"}</dd></div>
    <div><dt>${t("时间进度", "Time")}</dt><dd>${Number(of.timeProgress).toFixed(2)}%</dd></div>
    <div>
      <dt>${t("总体完成", "Completion")}</dt>
      <dd>${of.completion === null ? "–" : Number(of.completion).toFixed(2) + "%"} <small><${Light} of=${of.light} /></small></dd>
    </div>
    <div>
      <dt>${t("数据截至", "Figures as of")}</dt>
      <dd>${cut ? (cut.from === cut.to ? cut.to : html`<span className="small">${cut.from} – ${cut.to}</span>`) : "–"}</dd>
    </div>
    <div><dt>${t("已报单位", "Units reported")}</dt><dd>${of.coverage.units} / ${of.coverage.of}</dd></div>
  </dl>`;
}

export function Page({ campaign, me, go }) {
  const found = useLoad(() => (campaign ? read(campaign, me) : null), [campaign?.slug]);
  useEffect(() => {
    if (!campaign) go("setup");
  }, [campaign]);
  if (!campaign) return html`<${Empty}>${t("还没有战役。", "There is no campaign yet.")}<//>`;
  return html`<${Head} title=${t("今天", "Today")} about=${nameOf(campaign)}>
      <${Button} onClick=${found.reload}>${t("刷新", "Refresh")}<//>
    <//>
    <${Loaded} from=${found}>
      ${(data) =>
        html`<${Countdown} of=${data.countdown} />
          <div className="columns">
            <${Posts} data=${data} reload=${found.reload} />
            <div className="stack">
              <${Notices} notices=${data.notices} reload=${found.reload} />
              <${Unreported} campaign=${campaign} />
            </div>
          </div>`}
    <//>`;
}
