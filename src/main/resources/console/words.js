// The words of what the API names by codes.
import { t } from "./language.js";

const POSTS = {
  countdown: ["倒计时", "Countdown"],
  leaderboard: ["排行榜", "Leaderboard"],
  daily: ["每日播报", "Daily post"],
  weekly: ["周报", "Weekly review"],
};

export const postName = (code) => (POSTS[code] ? t(...POSTS[code]) : code);
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
