// What a month report says, read off the screen.

import { PATIENCE } from "./steps.mjs";

/// "2026年11月" of "2026-11".
export const monthName = (month) => `${Number(month.slice(0, 4))}年${Number(month.slice(5))}月`;

/// Opens the report of a month, whether there is anything in it or not.
export async function openMonth(worker, month) {
  await worker.open(`/desk/month?month=${month}`);
  const title = worker.page.getByRole("heading", { level: 2, name: new RegExp(`${monthName(month)}月报$`) });
  await title.or(worker.text("这个月还没有内容。")).first().waitFor(PATIENCE);
}

/// The numbers of one row: when it was handed up, where it was, then now.
export const cells = ({ page }, table, row) =>
  page
    .getByRole("table", { name: table, exact: true })
    .getByRole("row")
    .filter({ has: page.getByRole("rowheader", { name: row, exact: true }) })
    .getByRole("cell");

/// What a figure is now; nothing where the month has no report yet.
const now = async (worker, table, row) => {
  const found = cells(worker, table, row);
  return (await found.count()) ? (await found.last().innerText()).trim() : "0";
};

/// "2小时30分" in minutes.
export const minutes = (length) => {
  const of = (unit) => Number(length.match(unit)?.[1] ?? 0);
  return of(/(\d+)小时/) * 60 + of(/(\d+)分/);
};

/// "83%（6人中5人）", or without the brackets' kind: how many were to come, and how many did.
const attendance = (rate) => {
  const found = rate.match(/(\d+)人中(\d+)人/);
  return found ? [Number(found[1]), Number(found[2])] : [0, 0];
};

/// Those of attendance, of hours and of shifts.
export const figures = async (worker) => ({
  attendance: attendance(await now(worker, "到岗", "到岗率")),
  records: Number(await now(worker, "服务时长", "记录数")),
  minutes: minutes(await now(worker, "服务时长", "服务时长")),
  held: Number(await now(worker, "班次", "已举办")),
  cancelled: Number(await now(worker, "班次", "已取消")),
});
