/** What the growth measurements come to. */
import type { DeployMeasure, GrowthSeries } from "./measures/growth";
import { growthExponent, type Point, summarize } from "./statistics";

/** Requests as a plane over scopes and clients. */
export interface RequestModel {
  /** With one scope and one client. */
  readonly base: number;
  readonly perScope: number;
  readonly perClient: number;
  /** The most that any measured size is off the plane: 0 where growth is exactly linear and the two do not multiply. */
  readonly error: number;
}

/** The median over the rounds of one figure. */
export function medianOf(
  measures: readonly DeployMeasure[],
  figure: (measure: DeployMeasure) => number,
): number {
  return summarize(measures.map(figure)).median;
}

/**
 * Fits the plane through three corners and checks it against all sizes.
 *
 * @returns undefined where the sizes have no such corners.
 */
export function requestModel(
  series: readonly GrowthSeries[],
  operation: "preview" | "up",
): RequestModel | undefined {
  const sizes = series.map((each) => ({
    scopes: each.scopes,
    clients: each.clients,
    requests: medianOf(each[operation], ({ requests }) => requests),
  }));
  const corner = sizes.find(({ scopes, clients }) => scopes === 1 && clients === 1);
  const manyScopes = sizes.filter(({ scopes, clients }) => scopes > 1 && clients === 1).at(-1);
  const manyClients = sizes.filter(({ scopes, clients }) => scopes === 1 && clients > 1).at(-1);
  if (corner === undefined || manyScopes === undefined || manyClients === undefined)
    return undefined;
  const base = corner.requests;
  const perScope = (manyScopes.requests - base) / (manyScopes.scopes - 1);
  const perClient = (manyClients.requests - base) / (manyClients.clients - 1);
  const errors = sizes.map(({ scopes, clients, requests }) =>
    Math.abs(requests - base - perScope * (scopes - 1) - perClient * (clients - 1)),
  );
  return { base, perScope, perClient, error: Math.max(...errors) };
}

/**
 * The exponent by which a figure grows with scopes, at a fixed number of clients, what a small stack costs taken off. It goes
 * by the least of the rounds: what disturbs a measurement only ever adds to it.
 *
 * @returns undefined where it does not grow, or other than three numbers of scopes were measured.
 */
export function scopeExponent(
  series: readonly GrowthSeries[],
  clients: number,
  operation: "preview" | "up",
  figure: (measure: DeployMeasure) => number,
): number | undefined {
  const points = series
    .filter((each) => each.clients === clients)
    .map((each): Point => ({
      size: each.scopes,
      value: summarize(each[operation].map(figure)).min,
    }));
  const [start, middle, end, ...others] = points;
  return start !== undefined && middle !== undefined && end !== undefined && others.length === 0
    ? growthExponent([start, middle, end])
    : undefined;
}
