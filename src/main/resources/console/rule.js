// How the progress of a goal becomes points: the rule, its figures, and an example of what it gives.
import { html } from "./kit.js";
import { figure, nameOf, t } from "./language.js";
import { Field } from "./form.js";

const TYPES = () => [
  ["proportional", t("按完成率", "Completion")],
  ["due", t("按应完成", "Of what was due")],
  ["table", t("分档表", "Table")],
  ["efficacy", t("功效系数", "Efficacy")],
  ["rank", t("按名次", "By rank")],
  ["relative", t("比本组平均", "Against the mean")],
];

const by = (goal) => ({
  name: "by",
  label: t("看哪个数", "Figure"),
  type: "select",
  options: [
    ["completion", t("完成率", "completion")],
    ["deviation", t("偏差", "deviation")],
    ["value", t("实际值", "value")],
    ...(goal.kind === "growth" ? [["growth", t("增速", "growth")]] : []),
  ],
});

const number = (name, label, hint) => ({ name, label, hint, type: "number" });

/** The fields of a rule, in the order in which they are read. */
const fieldsOf = (type, goal) =>
  ({
    table: [
      by(goal),
      {
        name: "mode",
        label: t("两档之间", "Between two bands"),
        type: "select",
        options: [["step", t("取已达到的一档", "the band that is reached")], ["linear", t("按比例", "in proportion")]],
      },
      { name: "bands", label: t("各档", "Bands"), hint: t("数:分，如 80:50; 90:75; 100:100", "figure:points, such as 80:50; 90:75; 100:100") },
      number("before", t("不到最低档得", "Short of the first")),
      number("after", t("超过最高档得", "Past the last"), t("空着：同最高档", "empty: as the last")),
      number("every", t("再每多（越低越好的为每少）", "For each so much more (less where less is better)"), t("与“加几分”一起填", "with the points added")),
      number("plus", t("加几分", "Points added")),
      number("most", t("至多到", "Up to")),
    ],
    efficacy: [
      by(goal),
      number("floor", t("最差得", "The worst has")),
      number("span", t("最好再多", "The best has more by")),
      number("worst", t("最差的数", "Worst"), t("空着：本组当天的", "empty: of the league that day")),
      number("best", t("最好的数", "Best"), t("空着：本组当天的", "empty: of the league that day")),
    ],
    rank: [
      by(goal),
      { name: "points", label: t("各名次的分", "Points of the ranks"), hint: t("如 100, 95, 90；空着：按下面递减", "such as 100, 95, 90; empty: by steps") },
      number("first", t("第一名得", "The first has")),
      number("step", t("每名次少", "Less for each rank")),
      number("floor", t("不低于", "Not below")),
    ],
    relative: [
      by(goal),
      {
        name: "mean",
        label: t("平均", "Mean"),
        type: "select",
        options: goal.kind === "growth" || goal.kind === "ratio" ? [["plain", t("简单平均", "plain")]] : [["weighted", t("按目标加权", "by target")], ["plain", t("简单平均", "plain")]],
      },
      number("base", t("与平均相同得", "At the mean")),
      number("step", t("每差 1 个点", "For each point")),
      number("least", t("至少", "At least")),
      number("most", t("至多", "At most")),
    ],
  })[type] ?? [];

/** What a rule begins with when it is chosen. */
const startOf = (type, goal) => {
  const usual = goal.kind === "growth" ? "growth" : "completion";
  return (
    {
      table: { by: usual, mode: "step", bands: "80:50; 90:75; 100:100", before: "0", after: "", every: "", plus: "", most: "" },
      efficacy: { by: "value", floor: "60", span: "40", worst: "", best: "" },
      rank: { by: usual, points: "", first: "100", step: "5", floor: "0" },
      relative: { by: usual, mean: goal.kind === "growth" || goal.kind === "ratio" ? "plain" : "weighted", base: "80", step: "2", least: "0", most: "100" },
    }[type] ?? {}
  );
};

const text = (value) => (value === null || value === undefined ? "" : String(value));

/** A rule of the API as texts for editing. */
export function draftOf(rule, goal) {
  const type = rule?.type ?? "proportional";
  const draft = { ...startOf(type, goal), type };
  for (const name of Object.keys(draft)) if (rule && name in rule && !Array.isArray(rule[name])) draft[name] = text(rule[name]);
  if (type === "table") {
    draft.bands = rule.bands.map((b) => b.at + ":" + b.points).join("; ");
    draft.every = text(rule.beyond?.every);
    draft.plus = text(rule.beyond?.points);
    draft.most = text(rule.beyond?.most);
  }
  if (type === "rank") draft.points = (rule.points ?? []).join(", ");
  return draft;
}

const parts = (list) => list.split(/[;；,，\s]+/).filter(Boolean);

/** As the API takes it; what cannot be read goes as it was typed, and is refused in words. */
export function ruleOf(draft) {
  const given = (names) => Object.fromEntries(names.filter((n) => draft[n] !== "").map((n) => [n, draft[n]]));
  switch (draft.type) {
    case "table":
      return {
        type: "table",
        ...given(["by", "mode", "before", "after"]),
        bands: parts(draft.bands).map((band) => {
          const [at, points] = band.split(/[:：]/);
          return { at, points: points ?? "" };
        }),
        ...(draft.every + draft.plus === "" ? {} : { beyond: { every: draft.every, points: draft.plus, ...given(["most"]) } }),
      };
    case "efficacy":
      return { type: "efficacy", ...given(["by", "floor", "span", "worst", "best"]) };
    case "rank":
      return draft.points.trim() === ""
        ? { type: "rank", ...given(["by", "first", "step", "floor"]) }
        : { type: "rank", ...given(["by", "floor"]), points: parts(draft.points) };
    case "relative":
      return { type: "relative", ...given(["by", "mean", "base", "step", "least", "most"]) };
    default:
      return { type: draft.type };
  }
}

const within = (points, least, most) => Math.min(most, Math.max(least, points));

/** What the rule gives, for somebody who has just chosen its figures; the board reckons exactly. */
export function exampleOf(draft, goal) {
  const n = (name, usual = 0) => (draft[name] === "" || draft[name] === undefined ? usual : Number(draft[name]));
  const gives = (pairs) => pairs.map(([what, points]) => what + " → " + (Number.isFinite(points) ? figure(points) : "?")).join(t("，", ", "));
  const lower = (draft.by === "value" || draft.by === "growth") && goal.direction === "down" ? -1 : 1;
  switch (draft.type) {
    case "due":
      return gives([[t("应完成 50，完成 40", "due 50, done 40"), 80], [t("应完成 50，完成 60", "due 50, done 60"), Math.min(120, goal.cap ?? 120)]]);
    case "table": {
      const bands = parts(draft.bands)
        .map((b) => b.split(/[:：]/).map(Number))
        .sort((one, other) => lower * (one[0] - other[0]));
      if (bands.length === 0 || bands.some(([at, points]) => !Number.isFinite(at) || !Number.isFinite(points))) return "";
      const last = bands.at(-1);
      const pairs = [[t("不到 ", "short of ") + figure(bands[0][0]), n("before")], ...bands.map(([at, points]) => [figure(at), points])];
      if (draft.mode === "linear" && bands.length > 1) {
        const [low, high] = bands.slice(-2);
        pairs.push([figure((low[0] + high[0]) / 2), (low[1] + high[1]) / 2]);
      }
      if (draft.every !== "") pairs.push([figure(last[0] + lower * n("every")), within(last[1] + n("plus"), last[1], Math.max(last[1], n("most", 100)))]);
      else if (draft.after !== "") pairs.push([t("超过 ", "past ") + figure(last[0]), n("after")]);
      return gives(pairs);
    }
    case "efficacy":
      return gives([[t("最差", "the worst"), n("floor", 60)], [t("正中", "half-way"), n("floor", 60) + n("span", 40) / 2], [t("最好", "the best"), n("floor", 60) + n("span", 40)]]);
    case "rank": {
      const listed = parts(draft.points).map(Number);
      return gives(
        [1, 2, 3, 4, 5].map((rank) => [
          t("第 " + rank + " 名", "rank " + rank),
          listed.length > 0 ? Math.max(n("floor"), listed[rank - 1] ?? n("floor")) : Math.max(n("floor"), n("first", 100) - n("step") * (rank - 1)),
        ]),
      );
    }
    case "relative":
      return gives([-10, -1, 0, 1, 10].map((d) => [d === 0 ? t("平均", "the mean") : (d > 0 ? t("好 ", "better by ") : t("差 ", "worse by ")) + Math.abs(d), within(n("base") + n("step") * d, n("least"), n("most", 100))]));
    default:
      return t("完成 68.74 → 68.74，封顶以内", "done 68.74 → 68.74, within the cap");
  }
}

/** In a line of the versions: the goals that have a rule of their own. */
export const saidOf = (weights) =>
  weights
    .filter((w) => w.rule && w.rule.type !== "proportional")
    .map((w) => w.goal + " " + (TYPES().find(([type]) => type === w.rule.type)?.[1] ?? w.rule.type))
    .join(t("、", ", "));

/** Where in an answer the faults of a field stand. */
const places = (name) =>
  ({ every: ["beyond/every"], plus: ["beyond/points"], most: ["beyond/most", "most"] })[name] ?? [name];

/**
 * @param at where the rule stands in the body, such as weights/0/rule
 * @param error what was refused; null: nothing
 */
export function RuleFields({ goal, draft, at, error, onChange }) {
  const fields = fieldsOf(draft.type, goal);
  const known = fields.flatMap((f) => places(f.name)).map((name) => at + "/" + name);
  const other = error?.of?.(at) && fields.every((f) => !error.of(...places(f.name).map((name) => at + "/" + name)));
  const example = exampleOf(draft, goal);
  return html`<fieldset className="rule">
    <legend>${nameOf(goal)}</legend>
    <div className="fields">
      <${Field}
        label=${t("计分规则", "Rule")}
        type="select"
        options=${TYPES()}
        value=${draft.type}
        error=${other ? error.of(at) : known.length === 0 ? error?.of?.(at) : undefined}
        onChange=${(type) => onChange({ ...startOf(type, goal), type })}
      />
      ${fields.map(
        (f) =>
          html`<${Field}
            key=${draft.type + f.name}
            ...${f}
            value=${draft[f.name]}
            error=${error?.of?.(...places(f.name).map((name) => at + "/" + name))}
            onChange=${(v) => onChange({ ...draft, [f.name]: v })}
          />`,
      )}
    </div>
    ${example && html`<p className="hint">${t("例：", "For example: ")}${example}</p>`}
  </fieldset>`;
}
