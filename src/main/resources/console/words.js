// The words of what the API names by codes.
import { t } from "./language.js";

const POSTS = {
  countdown: ["倒计时", "Countdown"],
  leaderboard: ["排行榜", "Leaderboard"],
  daily: ["每日播报", "Daily post"],
  weekly: ["周报", "Weekly review"],
};

export const postName = (code) => (POSTS[code] ? t(...POSTS[code]) : code);
/** What a delivery tells of: a schedule's post, a practice, or a notice. */
export const deliveryName = (delivery, schedule) =>
  schedule
    ? postName(schedule.post)
    : delivery?.practice != null
      ? t(`做法 #${delivery.practice}`, `practice #${delivery.practice}`)
      : t("通知", "notice");
export const postOptions = () => Object.keys(POSTS).map((code) => [code, postName(code)]);

/** A delivery's states: how they look, and their words. */
export const STATES = {
  planned: ["", ["待发", "planned"]],
  sent: ["good", ["已发", "sent"]],
  late: ["good", ["已补发", "sent late"]],
  missed: ["warn", ["错过", "missed"]],
  failed: ["bad", ["失败", "failed"]],
  uncertain: ["bad", ["不确定", "uncertain"]],
  skipped: ["warn", ["跳过", "skipped"]],
};

const FIGURES = {
  provisional: ["warn", ["待核定", "provisional"]],
  verified: ["good", ["已核定", "verified"]],
  rejected: ["bad", ["已退回", "rejected"]],
  revised: ["", ["已更正", "revised"]],
  withdrawn: ["", ["已撤回", "withdrawn"]],
};
export const figureState = (code) => FIGURES[code] ?? ["", [code, code]];

/** Why a figure should be looked at, as the chat said it to whoever reported. */
const FLAGS = {
  tenfold: ["与上次相差十倍以上，可能多写或少写了一位", "ten times off the last one: a digit too many or too few?"],
  fall: ["累计数比上次还少", "a cumulative figure falls below the last one"],
  completion: ["完成率变动超过 50 个百分点，或达到目标的十倍以上", "completion moves by more than 50 points, or is more than ten times the target"],
};
export const flagName = (code) => (FLAGS[code] ? t(...FLAGS[code]) : code);

/** What the audit's actions are about, and what was done: `report.undo` is the undoing of a figure. */
const THINGS = {
  account: ["账号", "account"],
  adjustment: ["加减分", "adjustment"],
  blocker: ["堵点", "blocker"],
  calendar: ["日历", "calendar"],
  campaign: ["战役", "campaign"],
  care: ["提醒", "reminders"],
  channel: ["频道", "channel"],
  delivery: ["播报", "delivery"],
  department: ["单位", "unit"],
  "department.link": ["填报关联", "link"],
  goal: ["指标", "goal"],
  invitation: ["邀请", "invitation"],
  league: ["组别", "league"],
  milestone: ["节点", "step"],
  notice: ["提示", "notice"],
  objection: ["异议", "objection"],
  people: ["人员权限", "person's rights"],
  plan: ["进度计划", "plan"],
  practice: ["做法", "practice"],
  report: ["数据", "figure"],
  schedule: ["播报计划", "schedule"],
  scheme: ["计分办法", "scheme"],
  section: ["板块", "section"],
  target: ["目标", "target"],
  template: ["模板", "template"],
  token: ["令牌", "token"],
};
const DEEDS = {
  add: ["新增", "added"],
  adopt: ["采用", "adopted"],
  answer: ["答复", "answered"],
  change: ["修改", "changed"],
  clone: ["复制", "cloned"],
  close: ["定稿", "made final"],
  correct: ["更正", "corrected"],
  create: ["新建", "created"],
  decide: ["审定", "decided"],
  freeze: ["冻结", "frozen"],
  link: ["关联", "linked"],
  put: ["保存", "saved"],
  raise: ["提出", "raised"],
  reject: ["退回", "rejected"],
  remove: ["删除", "removed"],
  reopen: ["重新打开", "reopened"],
  resolve: ["办结", "resolved"],
  resume: ["恢复", "resumed"],
  retry: ["重发", "sent again"],
  revoke: ["撤销", "revoked"],
  run: ["立即执行", "run now"],
  set: ["设定", "set"],
  share: ["提交", "shared"],
  submit: ["上报", "reported"],
  suspend: ["停用", "suspended"],
  undo: ["撤回", "undone"],
  use: ["使用", "used"],
  verify: ["核定", "verified"],
  withdraw: ["撤销", "withdrawn"],
};
const ACTIONS = {
  "session.start": ["登录", "logged in"],
  "session.end": ["退出登录", "logged out"],
};

/** An action of the audit in words; empty if this page does not know it. */
export function actionName(code) {
  if (ACTIONS[code]) return t(...ACTIONS[code]);
  const dot = code.lastIndexOf(".");
  const thing = THINGS[code.slice(0, dot)];
  const deed = DEEDS[code.slice(dot + 1)];
  return thing && deed ? t(deed[0] + thing[0], thing[1] + " " + deed[1]) : "";
}

const ROLES = {
  viewer: ["读者", "viewer"],
  reporter: ["填报员", "reporter"],
  reviewer: ["核定员", "reviewer"],
  administrator: ["管理员", "administrator"],
};
export const roleName = (code) => (ROLES[code] ? t(...ROLES[code]) : code);
export const roleOptions = () => Object.keys(ROLES).map((code) => [code, roleName(code)]);

export const LOCALES = [
  ["zh-CN", "中文"],
  ["en", "English"],
];

export const WEEKDAYS = () => [
  ["MON", t("周一", "Mon")],
  ["TUE", t("周二", "Tue")],
  ["WED", t("周三", "Wed")],
  ["THU", t("周四", "Thu")],
  ["FRI", t("周五", "Fri")],
  ["SAT", t("周六", "Sat")],
  ["SUN", t("周日", "Sun")],
];
