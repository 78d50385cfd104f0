/**
 * Proves the figures that the benchmark derives from what it measured, on numbers whose answer is known. It cannot show that
 * the measurements are right: nothing is timed here.
 */
import assert from "node:assert/strict";
import { requestModel, scopeExponent } from "../../bench/growthModel";
import type { DeployMeasure, GrowthSeries } from "../../bench/measures/growth";
import { growthExponent, summarize, summarizeRatios } from "../../bench/statistics";

const measure = (requests: number, milliseconds: number): DeployMeasure => ({
  requests,
  milliseconds,
  bytesSent: 0,
  processor: 0,
});

/** A series whose first `up` makes `requests(scopes, clients)` requests and takes a second, and a millisecond per scope squared. */
function seriesOf(requests: (scopes: number, clients: number) => number): GrowthSeries[] {
  return [1, 10].flatMap((clients) =>
    [1, 10, 50].map((scopes) => ({
      scopes,
      clients,
      preview: [measure(2, 1000)],
      up: [measure(requests(scopes, clients), 1000 + (scopes - 1) ** 2)],
    })),
  );
}

describe("the benchmark's figures", () => {
  it("take the middle of an odd number of values and the mean of the two middle ones of an even number", () => {
    assert.deepEqual(summarize([9, 1, 4]), { median: 4, min: 1, max: 9, count: 3 });
    assert.deepEqual(summarize([4, 1, 9, 2]), { median: 3, min: 1, max: 9, count: 4 });
  });

  it("refuse to summarize nothing", () => {
    assert.throws(() => summarize([]), RangeError);
  });

  it("set each round's value against the same round's baseline", () => {
    // The second round was twice as slow for both: the ratio does not notice.
    assert.deepEqual(summarizeRatios([30, 60, 33], [10, 20, 11]), {
      median: 3,
      min: 3,
      max: 3,
      count: 3,
    });
  });

  it("refuse series that were not measured in the same rounds", () => {
    assert.throws(() => summarizeRatios([1, 2], [1]), /series of 2 values .* one of 1/);
  });

  it("find the exponent of growth, start-up taken off", () => {
    const grown = (power: number) =>
      growthExponent([
        { size: 1, value: 500 },
        { size: 10, value: 500 + 3 * 9 ** power },
        { size: 50, value: 500 + 3 * 49 ** power },
      ])?.toFixed(6);
    assert.deepEqual([grown(1), grown(2)], ["1.000000", "2.000000"]);
  });

  it("give no exponent where nothing grows, or noise has it shrink", () => {
    const exponent = (middle: number, end: number) =>
      growthExponent([
        { size: 1, value: 500 },
        { size: 10, value: middle },
        { size: 50, value: end },
      ]);
    assert.deepEqual(
      [exponent(500, 500), exponent(490, 600), exponent(600, 490)],
      [undefined, undefined, undefined],
    );
  });

  it("tell requests per scope and per client, and that both add up", () => {
    assert.deepEqual(
      requestModel(
        seriesOf((scopes, clients) => 24 + 3 * (scopes - 1) + 2 * (clients - 1)),
        "up",
      ),
      { base: 24, perScope: 3, perClient: 2, error: 0 },
    );
  });

  it("tell how far off they are where scopes and clients multiply", () => {
    const model = requestModel(
      seriesOf((scopes, clients) => scopes * clients),
      "up",
    );
    assert.deepEqual(model, { base: 1, perScope: 1, perClient: 1, error: 500 - 59 });
  });

  it("give no requests per scope from one size alone", () => {
    assert.equal(requestModel(seriesOf(() => 1).slice(0, 1), "up"), undefined);
  });

  it("follow one number of clients over the scopes, by each size's least disturbed round", () => {
    const series = seriesOf(() => 1).map((each) => ({
      ...each,
      up: [...each.up, measure(1, 9000 + each.scopes)],
    }));
    const exponent = scopeExponent(series, 10, "up", ({ milliseconds }) => milliseconds);
    assert.equal(exponent?.toFixed(6), "2.000000");
    assert.equal(
      scopeExponent(series.slice(0, 2), 1, "up", ({ milliseconds }) => milliseconds),
      undefined,
    );
  });
});
