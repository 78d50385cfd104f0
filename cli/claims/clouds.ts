import { type CloudName, CLOUDS } from "../../components/rules/clouds";

const NAMES = Object.keys(CLOUDS) as CloudName[];

const isOf = (issuer: string, name: CloudName): boolean =>
  [CLOUDS[name].login, CLOUDS[name].firstIssuer].some((address) => issuer.startsWith(address));

/** The cloud of an issuer of tokens of either version; undefined for anybody else's. */
export function cloudOfIssuer(issuer: string): CloudName | undefined {
  return NAMES.find((name) => isOf(issuer, name));
}

/** Whether two issuers can be of one cloud: those of version 1 tokens are the same in several. */
export function shareCloud(one: string, other: string): boolean {
  return NAMES.some((name) => isOf(one, name) && isOf(other, name));
}
