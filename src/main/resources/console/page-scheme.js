// How is scored: versions, and what a new one would do before it is saved.
import { html, useRef, useState } from "./kit.js";
import { all, ask, path, today } from "./api.js";
import { figure, nameOf, plusDays, t } from "./language.js";
import { Button, Card, Dialog, Head, Loaded, Table, toast, useBusy, useLoad } from "./ui.js";
import { Field, Merge, Wrong } from "./form.js";
import { EffectView } from "./effect.js";
import { RuleFields, draftOf, ruleOf, saidOf } from "./rule.js";

const FIELDS = () => [
  { name: "from", label: t("从哪天起", "From"), type: "date" },
  { name: "greenAbove", label: t("正常：偏差高于（百分点）", "Green: deviation above (points)"), type: "number" },
  { name: "yellowFrom", label: t("偏慢：偏差不低于（百分点）", "Yellow: deviation from (points)"), type: "number" },
  { name: "order", label: t("排序", "Order"), type: "select", options: [["score", t("按得分", "by score")], ["deviation", t("按偏差", "by deviation")]] },
  {
    name: "tieRule",
    label: t("并列", "Ties"),
    type: "select",
    options: [["standard", t("1、2、2、4", "1, 2, 2, 4")], ["dense", t("1、2、2、3", "1, 2, 2, 3")], ["serial", t("1、2、3、4", "1, 2, 3, 4")]],
  },
  { name: "missing", label: t("未报", "Missing figures"), type: "select", options: [["unranked", t("不排名", "not ranked")], ["zero", t("按 0 计", "count as 0")]] },
  { name: "disclosure", label: t("公开", "Disclosure"), type: "select", options: [["top", t("只公开前三", "the first three")], ["full", t("全部公开", "everything")]] },
  { name: "shownDecimals", label: t("显示小数位", "Decimals shown"), type: "number", write: (v) => (/^\d{1,9}$/.test(v) ? Number(v) : v) },
  { name: "reason", label: t("为什么改", "Why"), wide: true },
];

const later = (one, other) => (one > other ? one : other);
const earlier = (one, other) => (one < other ? one : other);

export function Page({ campaign }) {
  const base = path("campaigns", campaign.slug);
  const found = useLoad(
    () =>
      Promise.all([ask("GET", base + "/scheme?limit=1000"), all(base + "/goals"), today(campaign)]).then(([answer, goals, day]) => ({
        versions: answer.data.items,
        etag: answer.etag,
        goals,
        // What is published stays: a change is for the days after today's board.
        next: earlier(campaign.deadline, later(plusDays(day, 1), answer.data.items.at(-1).from)),
      })),
    [campaign.slug],
  );
  return html`<${Head} title=${t("计分办法", "Scheme")} about=${t("每次修改是一个新版本，从某天起生效；以前的榜单不变。", "Each change is a version from a day on; boards before stay as they were.")} />
    <${Loaded} from=${found}>
      ${(data) =>
        html`<${Change} key=${data.etag} data=${data} base=${base} reload=${found.reload} />
          <${Card} title=${t("各版本", "Versions")}>
            <${Table}
              caption=${t("各版本", "Versions")}
              rows=${[...data.versions].reverse()}
              keyOf=${(v) => v.version}
              columns=${[
                { title: t("版本", "Version"), key: "version" },
                { title: t("从", "From"), key: "from" },
                { title: t("灯", "Lights"), show: (v) => "● > " + figure(v.greenAbove) + " · ▲ ≥ " + figure(v.yellowFrom) },
                { title: t("权重", "Weights"), show: (v) => (v.weights.length ? v.weights.map((w) => w.goal + " " + figure(w.weight)).join(", ") : t("按指标", "the goals' own")) },
                { title: t("计分规则", "Rules"), show: (v) => saidOf(v.weights) || "–" },
                { title: t("加减分项", "Items"), show: (v) => v.items.map((i) => nameOf(i)).join(t("、", ", ")) || "–" },
                { title: t("原因", "Why"), key: "reason" },
              ]}
            />
          <//>`}
    <//>`;
}

function Change({ data, base, reload }) {
  const last = data.versions.at(-1);
  const fields = FIELDS();
  const textOf = (version) => Object.fromEntries(fields.map((f) => [f.name, f.name === "reason" || f.name === "from" ? "" : String(version[f.name])]));
  const weightsOf = (version) =>
    Object.fromEntries(data.goals.map((g) => [g.code, String(version.weights.find((w) => w.goal === g.code)?.weight ?? g.weight)]));
  const [draft, setDraft] = useState(() => ({ ...textOf(last), from: data.next }));
  const [weights, setWeights] = useState(() => weightsOf(last));
  const rulesOf = (version) => Object.fromEntries(data.goals.map((g) => [g.code, draftOf(version.weights.find((w) => w.goal === g.code)?.rule, g)]));
  const [rules, setRules] = useState(() => rulesOf(last));
  const [shown, setShown] = useState(null);
  const [error, setError] = useState(null);
  const [etag, setEtag] = useState(data.etag);
  const [base0, setBase0] = useState(last);
  const [theirs, setTheirs] = useState(null);
  const [busy, run] = useBusy();
  const goalName = (code) => nameOf(data.goals.find((g) => g.code === code)) || code;
  const body = (from, values = draft, w = weights, r = rules) => {
    const before = textOf(from);
    const changed = { from: values.from };
    for (const f of fields) if (f.name !== "from" && values[f.name] !== before[f.name]) changed[f.name] = f.write ? f.write(values[f.name]) : values[f.name];
    const standing = weightsOf(from);
    const ruled = rulesOf(from);
    const touched = (g) => w[g.code] !== standing[g.code] || JSON.stringify(r[g.code]) !== JSON.stringify(ruled[g.code]);
    if (data.goals.some(touched)) {
      // Cap, section and rule stay as they stand unless they were changed here.
      changed.weights = data.goals.map((g) => {
        const stands = from.weights.find((each) => each.goal === g.code);
        const placed = stands?.section ? { section: stands.section } : {};
        return { goal: g.code, weight: w[g.code], cap: stands ? stands.cap : g.cap, ...placed, rule: ruleOf(r[g.code]) };
      });
    }
    return changed;
  };
  const form = useRef();
  const refuse = (e) => {
    setShown(null);
    setError(e);
    requestAnimationFrame(() => form.current?.querySelector("[aria-invalid]")?.focus());
  };
  const preview = () =>
    run(async () => {
      setError(null);
      try {
        setShown((await ask("POST", base + "/scheme/effect", { body: body(base0), once: false })).data);
      } catch (e) {
        refuse(e);
      }
    });
  const save = (from = base0, tag = etag, values = draft, w = weights, r = rules) =>
    run(async () => {
      try {
        await ask("PUT", base + "/scheme", { body: body(from, values, w, r), etag: tag });
        toast(t("已保存为新版本。", "Saved as a new version."));
        setShown(null);
        reload();
      } catch (e) {
        if (!e.isStale) {
          refuse(e);
          return;
        }
        const now = await ask("GET", base + "/scheme?limit=1000");
        setTheirs({ version: now.data.items.at(-1), etag: now.etag });
      }
    });
  if (theirs) {
    return html`<${Merge}
      fields=${fields.filter((f) => f.name !== "reason" && f.name !== "from")}
      base=${textOf(base0)}
      mine=${draft}
      theirs=${{ ...textOf(theirs.version), from: draft.from, reason: draft.reason }}
      onClose=${() => setTheirs(null)}
      onTake=${(merged) => {
        setDraft(merged);
        setBase0(theirs.version);
        setEtag(theirs.etag);
        setTheirs(null);
        // What was not touched here is theirs.
        const both = (of, mine) => {
          const [was, now] = [of(base0), of(theirs.version)];
          return Object.fromEntries(Object.keys(now).map((k) => [k, JSON.stringify(mine[k]) === JSON.stringify(was[k]) ? now[k] : mine[k]]));
        };
        const [w, r] = [both(weightsOf, weights), both(rulesOf, rules)];
        setWeights(w);
        setRules(r);
        save(theirs.version, theirs.etag, merged, w, r);
      }}
    />`;
  }
  return html`<${Card} title=${t("修改", "Change")}>
    <div className="stack" ref=${form}>
    <div className="fields">
      ${fields.map(
        (f) =>
          html`<${Field} key=${f.name} ...${f} value=${draft[f.name]} error=${error?.of?.(f.name)} onChange=${(v) => setDraft({ ...draft, [f.name]: v })} />`,
      )}
    </div>
    <h3>${t("权重", "Weights")}</h3>
    <div className="fields">
      ${data.goals.map(
        (g, i) =>
          html`<${Field} key=${g.code} label=${nameOf(g)} type="number" value=${weights[g.code]} error=${error?.of?.("weights/" + i + "/weight", "weights/" + i + "/goal", "weights/" + i + "/cap", "weights/" + i + "/section")} onChange=${(v) => setWeights({ ...weights, [g.code]: v })} />`,
      )}
    </div>
    <h3>${t("计分规则", "Scoring rules")}</h3>
    <p className="hint">${t("完成情况怎样变成这一指标的得分（0–100）；完成率、偏差和灯不受影响。", "How progress becomes the points of a goal (0–100); completion, deviation and lights stay as they are.")}</p>
    ${data.goals.map(
      (g, i) =>
        html`<${RuleFields} key=${g.code} goal=${g} draft=${rules[g.code]} at=${"weights/" + i + "/rule"} error=${error} onChange=${(draft) => setRules({ ...rules, [g.code]: draft })} />`,
    )}
    </div>
    ${error && html`<${Wrong} error=${error} fields=${[...fields.map((f) => f.name), ...data.goals.map((g, i) => "weights/" + i)]} />`}
    <div className="row end"><${Button} primary busy=${busy} onClick=${preview}>${t("看影响并保存", "See effect, then save")}<//></div>
    ${shown &&
    html`<${Dialog}
      large
      title=${t("如果今天就这样计分", "If today were scored so")}
      onClose=${() => setShown(null)}
      actions=${html`<${Button} onClick=${() => setShown(null)}>${t("再改改", "Back")}<//>
        <${Button} primary busy=${busy} onClick=${() => save()}>${t("保存新版本", "Save the version")}<//>`}
    >
      <${EffectView} effect=${shown} nameOfGoal=${goalName} />
    <//>`}
  <//>`;
}
