// Trend: completion against what was due, week by week, as a chart and as the table it is drawn of.
import { html, useEffect, useRef, useState } from "./kit.js";
import { all, path, query } from "./api.js";
import { lang, nameOf, t } from "./language.js";
import { Card, Head, Loaded, Table, useId, useLoad } from "./ui.js";

const HEIGHT = 320;

/** Loaded when it is needed: no other page waits for it. */
const charts = () => import("./uplot.js").then((m) => m.default);

const percent = (v) => (v === null || v === undefined ? "–" : v + "%");

/** With its sign, as everywhere. */
const points = (v) => (v === null || v === undefined ? "–" : Number(v) > 0 ? "+" + v : String(v).replace("-", "−"));

/** A colour of the page as it is now, in the light or in the dark. */
const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

function options(width) {
  const axis = { stroke: colour("--soft"), grid: { stroke: colour("--line"), width: 1 }, ticks: { stroke: colour("--line") } };
  const line = (label, stroke, more) => ({ label, stroke: colour(stroke), width: 2, points: { size: 5 }, ...more });
  const day = (s) => new Date(s * 1000).toISOString().slice(5, 10);
  return {
    width,
    height: HEIGHT,
    legend: { show: false },
    cursor: { drag: { x: false, y: false } },
    scales: { x: { time: true }, y: { range: (u, low, high) => [Math.min(0, low ?? 0), Math.max(100, high ?? 100)] } },
    axes: [
      { ...axis, values: (u, splits) => splits.map(day) },
      { ...axis, values: (u, splits) => splits.map((v) => v + "%"), size: 56 },
    ],
    series: [{}, line("done", "--accent"), line("due", "--mark", { dash: [6, 5] })],
  };
}

/** Drawn anew when the width or the colours change. */
function Chart({ points, label }) {
  const at = useRef();
  useEffect(() => {
    let chart = null;
    let gone = false;
    let draw = () => {};
    const resized = new ResizeObserver(() => draw());
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const redraw = () => draw(true);
    charts().then((UPlot) => {
      if (gone) return;
      const seconds = points.map((p) => Date.parse(p.on) / 1000);
      const number = (v) => (v === null || v === undefined ? null : Number(v));
      const data = [seconds, points.map((p) => number(p.completion)), points.map((p) => number(p.expected))];
      draw = (anew) => {
        const width = Math.max(200, at.current?.clientWidth ?? 0);
        if (chart && !anew) {
          if (chart.width !== width) chart.setSize({ width, height: HEIGHT });
          return;
        }
        chart?.destroy();
        chart = new UPlot(options(width), data, at.current);
      };
      draw();
      resized.observe(at.current);
      dark.addEventListener("change", redraw);
    });
    return () => {
      gone = true;
      resized.disconnect();
      dark.removeEventListener("change", redraw);
      chart?.destroy();
    };
  }, [points]);
  return html`<div className="chart" ref=${at} role="img" aria-label=${label}></div>`;
}

function Choice({ label, value, options: given, onChange }) {
  const id = useId("choice");
  return html`<div className="field">
    <label for=${id}>${label}</label>
    <select id=${id} className="input" value=${value} onChange=${(e) => onChange(e.currentTarget.value)}>
      ${given.map(([v, name]) => html`<option key=${v} value=${v}>${name}</option>`)}
    </select>
  </div>`;
}

export function Page({ campaign }) {
  const base = (...steps) => path("campaigns", campaign.slug, ...steps);
  const names = useLoad(
    () => Promise.all(["departments", "goals"].map((what) => all(base(what)))).then(([departments, goals]) => ({ departments, goals })),
    [campaign.slug],
  );
  const [department, setDepartment] = useState("");
  const [goal, setGoal] = useState("");
  const found = useLoad(
    () => all(base("trend") + query({ department, goal, every: "week" })).then((items) => items.filter((p) => p.completion !== null)),
    [campaign.slug, department, goal],
  );
  return html`<${Head}
      title=${t("走势", "Trend")}
      about=${t("每周的完成率与应完成，按今天的办法重算。", "Completion against what was due, week by week, by today's rules.")}
    />
    <${Loaded} from=${names}>
      ${({ departments, goals }) => {
        const whole = t("全部", "all together");
        const of = [nameOf(departments.find((d) => d.code === department)) || whole, nameOf(goals.find((g) => g.code === goal))].filter(Boolean).join(" · ");
        return html`<${Card} title=${of}>
          <div className="row">
            <${Choice} label=${t("单位", "Unit")} value=${department} onChange=${setDepartment} options=${[["", whole], ...departments.map((d) => [d.code, nameOf(d)])]} />
            <${Choice} label=${t("指标", "Goal")} value=${goal} onChange=${setGoal} options=${[["", t("综合", "overall")], ...goals.map((g) => [g.code, nameOf(g)])]} />
          </div>
          <${Loaded} from=${found}>
            ${(weeks) => {
              const last = weeks.at(-1);
              return html`${last &&
                html`<p className="legend">
                    <span className="done">${t("完成率", "Completion")} ${percent(last.completion)}</span>
                    <span className="due">${t("应完成", "Due")} ${percent(last.expected)}</span>
                    <span className="soft">${last.on}</span>
                  </p>
                  <${Chart}
                    key=${lang()}
                    points=${weeks}
                    label=${t(
                      `${of}：${weeks.length} 周的完成率，从 ${percent(weeks[0].completion)} 到 ${percent(last.completion)}，应完成 ${percent(last.expected)}；数字见下表`,
                      `${of}: completion over ${weeks.length} weeks, from ${percent(weeks[0].completion)} to ${percent(last.completion)}, due ${percent(last.expected)}; the figures are in the table below`,
                    )}
                  />`}
                <${Table}
                  caption=${t("每周的数字", "Week by week")}
                  rows=${[...weeks].reverse()}
                  keyOf=${(p) => p.on}
                  empty=${t("还没有数据。", "There are no figures yet.")}
                  columns=${[
                    { title: t("日期", "Day"), key: "on" },
                    { title: t("完成率", "Completion"), number: true, show: (p) => percent(p.completion) },
                    { title: t("应完成", "Due"), number: true, show: (p) => percent(p.expected) },
                    { title: t("偏差（百分点）", "Deviation (points)"), number: true, show: (p) => points(p.deviation) },
                    ...(department && !goal ? [{ title: t("名次", "Rank"), number: true, show: (p) => p.rank ?? "–" }] : []),
                  ]}
                />`;
            }}
          <//>
        <//>`;
      }}
    <//>`;
}
