/**
 * Proves the benchmark's arithmetic and its table, on numbers whose answer is known. Nothing is
 * timed here.
 */
import assert from "node:assert/strict";
import { median, ratios, renderTable } from "../../bench/figures";

describe("the benchmark's figures", () => {
  it("take the middle value, or the mean of the two middle ones", () => {
    assert.deepEqual([median([9, 1, 4]), median([4, 1, 9, 2])], [4, 3]);
    assert.throws(() => median([]), RangeError);
  });

  it("set each round's value against the same round's baseline", () => {
    // The second round was twice as slow for both: the ratio does not notice.
    assert.deepEqual(ratios([30, 60, 33], [10, 20, 11]), [3, 3, 3]);
    assert.throws(() => ratios([1, 2], [1]), /^RangeError: 2 values cannot be set against 1:/);
  });

  it("are one table: medians of times, ratios of pairs, and blanks for what was not measured", () => {
    const table = renderTable([
      {
        title: "start",
        series: [
          {
            name: "plain",
            samples: [
              { processor: 100, clock: 200, memory: 2 ** 20 },
              { processor: 300, clock: 400, memory: 3 * 2 ** 20 },
            ],
          },
          {
            name: "other",
            samples: [
              { processor: 110, clock: 200, requests: 7 },
              { processor: 390, clock: 600, requests: 7 },
            ],
          },
        ],
      },
    ]);
    assert.equal(
      table,
      [
        "| measured | processor | ratio | clock | ratio | peak memory | requests |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
        "| **start** |  |  |  |  |  |  |",
        "| plain | 200 ms | 1 | 300 ms | 1 | 2 MiB |  |",
        "| other | 250 ms | 1.20 (1.10 to 1.30) | 400 ms | 1.25 (1.00 to 1.50) |  | 7 |",
        "",
      ].join("\n"),
    );
  });
});
