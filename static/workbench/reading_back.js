// @ts-check
// What a value comes to, in one line, as one would say it: “= 30 years, exactly”, “= 24 February 2022”.

const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const COUNTED = /^(year|month|week|day|hour|minute|second|person|tonne|barrel|metre|mile|acre|hectare|house|vehicle|dollar|euro|rupee)$/;
const DAY = /^(-?\d{4,})-(\d\d)-(\d\d)$/;

/**
 * Return a number with its thousands apart.
 * @param {string} number
 */
function grouped(number) {
  const [, sign, whole, rest] = /^([-+]?)(\d+)(.*)$/.exec(number) ?? ["", "", number, ""];
  return `${sign.replace("-", "−")}${whole.replace(/\B(?=(\d{3})+$)/g, ",")}${rest}`;
}

/**
 * Return a day, or the month or the year that two days are the ends of.
 * @param {string} low
 * @param {string} [high]
 */
function days(low, high = low) {
  const [, year, month, day] = DAY.exec(low) ?? [];
  const [, year2, month2, day2] = DAY.exec(high) ?? [];
  if (!year || !year2) return low === high ? low : `${low} – ${high}`;
  const one = `${Number(day)} ${MONTHS[Number(month) - 1]} ${year}`;
  if (low === high) return one;
  const lastDay = String(new Date(Date.UTC(Number(year2), Number(month2), 0)).getUTCDate()).padStart(2, "0");
  if (day === "01" && day2 === lastDay && year === year2) {
    if (month === month2) return `${MONTHS[Number(month) - 1]} ${year}`;
    if (month === "01" && month2 === "12") return year;
  }
  return `${one} – ${Number(day2)} ${MONTHS[Number(month2) - 1]} ${year2}`;
}

/**
 * Return a unit beside a number.
 * @param {string} unit
 * @param {string} number
 */
function unitOf(unit, number) {
  if (!unit) return "";
  if (unit === "person") return number === "1" ? " person" : " people";
  return ` ${COUNTED.test(unit) && number !== "1" ? `${unit}s` : unit}`;
}

/**
 * Say what a value comes to; nothing where it comes to nothing that can be compared.
 * @param {Record<string, string | undefined>} details
 */
export function readingBack({ value_low: low = "", value_high: high = "", value_span: span = "", approximator = "", unit = "", answer_key: key = "" }) {
  if (!low && !high) return key ? `= ${key}` : "";
  const isDay = DAY.test(low || high);
  const say = isDay ? days : grouped;
  const beside = unitOf(unit, high || low);
  const about = approximator === "about" || approximator === "nearly" ? `${approximator} ` : "";
  if (low && high) {
    if (isDay) return `= ${about}${span === "period" && low !== high ? `the whole time ${days(low, high)}` : days(low, high)}`;
    if (low === high) return `= ${about}${grouped(low)}${beside}${about ? "" : ", exactly"}`;
    return `= ${about}${grouped(low)} to ${grouped(high)}${beside}`;
  }
  const said = approximator && approximator !== "exact" && approximator !== "about" ? approximator : "";
  const fallback = isDay ? (low ? "from" : "until") : low ? "at least" : "at most";
  return `= ${said || fallback} ${say(low || high)}${beside}`;
}
