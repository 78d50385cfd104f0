/**
 * Property values on Pulumi's wire (protobuf structs with marker objects) to and from the engine's.
 *
 * @see https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts for the markers
 */
import { Struct, type JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { notImplemented } from "../errors";
import { isFields } from "../fields";
import { UNKNOWN } from "../provider";
import {
  isList,
  isMap,
  isSecret,
  makeSecret,
  mapValues,
  type StateProperties,
  type StateValue,
} from "../state/value";

/** Stands for a value that is not known yet. */
export const UNKNOWN_MARKER = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
/** The key that tells a marker object from data. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";
/** The signature of a secret. */
export const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";

const REFUSED: Readonly<Record<string, string>> = {
  c44067f5952c0a294b673a41bacd8c17: "asset",
  "0def7320c3a5731c473e5ecbe6d01bc7": "archive",
  "5cf8f73096256a8f31e491e813e4eb8e": "resource reference",
  d0e6a833031e9bbcd3f4e8bde6ca49a4: "output value",
};

/**
 * Reads named values off the wire; an absent struct holds none.
 *
 * @throws EngineError where a value is an asset, an archive or another kind that this engine does
 * not take.
 */
export function fromStruct(struct: Struct | undefined): StateProperties {
  return struct === undefined ? {} : mapValues(struct.toJavaScript(), fromWire);
}

function fromWire(value: unknown): StateValue {
  if (value === UNKNOWN_MARKER) return UNKNOWN;
  if (Array.isArray(value)) return value.map(fromWire);
  if (isFields(value)) {
    const signature = value[SIGNATURE];
    if (signature === undefined) return mapValues(value, fromWire);
    if (signature === SECRET_SIGNATURE) return makeSecret(fromWire(value["value"] ?? null));
    const kind = typeof signature === "string" ? REFUSED[signature] : undefined;
    throw notImplemented(kind ?? "value of a kind that it does not know");
  }
  // A struct holds nothing else.
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? value
    : null;
}

/** Writes named values for the wire. */
export function toStruct(properties: StateProperties): Struct {
  return Struct.fromJavaScript(mapValues(properties, toWire));
}

function toWire(value: StateValue): JavaScriptValue {
  if (value === UNKNOWN) return UNKNOWN_MARKER;
  if (isSecret(value)) return { [SIGNATURE]: SECRET_SIGNATURE, value: toWire(value.reveal()) };
  if (isList(value)) return value.map(toWire);
  if (isMap(value)) return mapValues(value, toWire);
  return value;
}
