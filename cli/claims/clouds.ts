import { type CloudName, CLOUDS } from "../../components/rules/clouds";

const NAMES = Object.keys(CLOUDS) as CloudName[];

/** The cloud of an issuer of tokens of either version; undefined for anybody else's. */
export function cloudOf(issuer: string): CloudName | undefined {
  return NAMES.find((name) =>
    [CLOUDS[name].login, CLOUDS[name].firstIssuer].some((address) => issuer.startsWith(address)),
  );
}
