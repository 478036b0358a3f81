// What a value comes to, read back in one line.

import assert from "node:assert/strict";
import { test } from "node:test";

import { readingBack } from "../../static/workbench/reading_back.js";

const both = (value, more) => ({ value_low: value, value_high: value, ...more });
/** @type {[object, string][]} */
const CASES = [
  [both("30", { unit: "year", approximator: "exact" }), "= 30 years, exactly"],
  [both("1", { unit: "year" }), "= 1 year, exactly"],
  [both("1100", { unit: "km" }), "= 1,100 km, exactly"],
  [both("23", { unit: "year", approximator: "nearly" }), "= nearly 23 years"],
  [both("3000000000", { unit: "USD" }), "= 3,000,000,000 USD, exactly"],
  [both("-1234.5678", { unit: "" }), "= −1,234.5678, exactly"],
  [both("400", { unit: "person" }), "= 400 people, exactly"],
  [{ value_low: "10", value_high: "12", unit: "km" }, "= 10 to 12 km"],
  [{ value_low: "40", approximator: "more than", unit: "%" }, "= more than 40 %"],
  [{ value_low: "40", unit: "km" }, "= at least 40 km"],
  [{ value_high: "40", unit: "km" }, "= at most 40 km"],
  [both("2022-02-24"), "= 24 February 2022"],
  [{ value_low: "2022-02-01", value_high: "2022-02-28" }, "= February 2022"],
  [{ value_low: "2024-02-01", value_high: "2024-02-29" }, "= February 2024"],
  [{ value_low: "1999-01-01", value_high: "1999-12-31" }, "= 1999"],
  [{ value_low: "2022-02-23", value_high: "2022-02-24", value_span: "period" }, "= the whole time 23 February 2022 – 24 February 2022"],
  [{ value_high: "2023-12-31" }, "= until 31 December 2023"],
  [{ answer_key: "yes" }, "= yes"],
  [{}, ""],
  [{ unit: "km", approximator: "exact" }, ""],
];

for (const [details, words] of CASES) {
  test(words || `nothing of ${JSON.stringify(details)}`, () => assert.equal(readingBack(details), words));
}
